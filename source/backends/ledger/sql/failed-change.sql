-- What an error repeats of its change.
SELECT change_id, counter_id, object.name AS object, operation, direction, record_id, record_name, url
FROM change
JOIN counter USING (counter_id)
JOIN object USING (object_id)
WHERE change_id = ?
