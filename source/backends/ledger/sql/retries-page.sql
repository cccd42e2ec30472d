-- What people put back on the backlog after :retryId, the earliest first.
SELECT retry_id, change.id, object.name AS object, operation, direction, record_id, record_name, changed_at, url
FROM retry
JOIN change USING (change_id)
JOIN counter USING (counter_id)
JOIN object USING (object_id)
WHERE retry_id > :retryId
ORDER BY retry_id
LIMIT :limit
