DELETE FROM error WHERE (occurred_at, error_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))
