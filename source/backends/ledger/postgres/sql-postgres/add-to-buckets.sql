INSERT INTO bucket (start, object, shard, synced, failed)
SELECT start, object, $5::integer, synced, failed
FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) AS told (start, object, synced, failed)
ORDER BY start, object COLLATE "C"
ON CONFLICT (start, object, shard) DO UPDATE SET synced = bucket.synced + excluded.synced, failed = bucket.failed + excluded.failed
