INSERT INTO cause_count (cause_id, shard, open)
SELECT cause_id, $3::integer, open FROM unnest($1::bigint[], $2::bigint[]) AS told (cause_id, open) ORDER BY cause_id
ON CONFLICT (cause_id, shard) DO UPDATE SET open = cause_count.open + excluded.open
