INSERT INTO counter (object, operation, direction, shard, pending, failed)
SELECT object, operation, direction, $6::integer, pending, failed
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS told (object, operation, direction, pending, failed)
ORDER BY object COLLATE "C", operation COLLATE "C", direction COLLATE "C"
ON CONFLICT (object, operation, direction, shard) DO UPDATE SET pending = counter.pending + excluded.pending, failed = counter.failed + excluded.failed
