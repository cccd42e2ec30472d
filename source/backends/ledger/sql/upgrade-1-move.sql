INSERT INTO error (
	position, error_id, object, operation, direction, record_id, record_name, code, message, url, occurred_at, first_seen_at, attempts, state,
	search, payload
)
SELECT
	CAST(? AS INTEGER), error_id, object, operation, direction, record_id, record_name, code, message, url, occurred_at, first_seen_at, attempts,
	state, replace(search, char(0), char(65533)), payload
FROM error_1 WHERE error_id = ?
