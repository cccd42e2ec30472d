SELECT occurred_at, error_id, cause_id, code, message, payload, first_seen_at, attempts, state
FROM error
WHERE (occurred_at, error_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))
