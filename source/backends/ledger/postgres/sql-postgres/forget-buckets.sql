DELETE FROM bucket WHERE (start, object) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))
