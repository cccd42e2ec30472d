INSERT INTO cause (cause_id, object, operation, direction, code, pattern)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS told (cause_id, object, operation, direction, code, pattern)
ORDER BY cause_id
ON CONFLICT (cause_id) DO NOTHING
