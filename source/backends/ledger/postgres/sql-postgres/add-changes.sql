-- Sorted: two batches that share ids wait for each other in one order.
INSERT INTO change (id, seq, object, operation, direction, record_id, record_name, changed_at, url)
SELECT id, seq, object, operation, direction, record_id, record_name, changed_at, url
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])
	AS told (id, seq, object, operation, direction, record_id, record_name, changed_at, url)
ORDER BY id COLLATE "C"
ON CONFLICT (id) DO NOTHING
RETURNING id
