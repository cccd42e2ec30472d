SELECT retry_id, change.id, object, operation, direction, record_id, record_name, changed_at, url
FROM retry
JOIN change ON change.id = retry.change_id
WHERE retry_id > $1
ORDER BY retry_id
LIMIT $2
