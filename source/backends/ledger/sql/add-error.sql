INSERT INTO error (
	error_id, object, operation, direction, record_id, record_name, url, code, message, payload, occurred_at, first_seen_at, search
)
SELECT
	change_id, object.name, operation, direction, record_id, record_name, url, :code, :message, :payload, :at, :at, :search
FROM change
JOIN counter USING (counter_id)
JOIN object USING (object_id)
WHERE change_id = :changeId
