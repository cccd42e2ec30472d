-- One operation and direction of one object's queue, oldest first, after ($4, $5).
SELECT seq, record_id, record_name, operation, direction, changed_at, url, error_at
FROM change
WHERE object = $1 AND operation = $2 AND direction = $3 AND state = 'pending' AND (changed_at, seq) > ($4::bigint, $5::bigint)
ORDER BY changed_at, seq
LIMIT $6
