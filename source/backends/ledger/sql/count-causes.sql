SELECT count(*) AS count FROM cause
