SELECT
	error_id, object, operation, direction, record_id, record_name, code, message, url, occurred_at, first_seen_at, attempts, state, payload
FROM error
WHERE error_id = ?
