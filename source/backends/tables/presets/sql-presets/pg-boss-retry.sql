-- What the library's retry(name, id) does.
UPDATE {job}
SET state = 'retry', retry_limit = retry_limit + 1, completed_on = NULL, start_after = greatest(start_after, now())
WHERE id = :id AND state = 'failed'
