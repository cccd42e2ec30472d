-- What the library's retry(name, id) does. Two queues may have a job of the same id.
UPDATE {job}
SET state = 'retry', retry_limit = retry_limit + 1, completed_on = NULL, start_after = greatest(start_after, now())
WHERE id = right(:id, 36)::uuid AND name || '/' || id = :id AND state = 'failed'
