-- Most of what waits was never tried; these are being retried.
SELECT error_id, attempts FROM error WHERE (occurred_at, error_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))
