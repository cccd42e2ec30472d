-- One operation and direction of one object's queue, oldest first, after (:changedAt, :changeId).
SELECT change_id, record_id, record_name, changed_at, url
FROM change
WHERE counter_id = :counterId AND state = 'pending' AND (changed_at, change_id) > (:changedAt, :changeId)
ORDER BY changed_at, change_id
LIMIT :limit
