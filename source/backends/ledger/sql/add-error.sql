INSERT INTO error (
	position, error_id, object, operation, direction, record_id, record_name, url, code, message, payload, occurred_at, first_seen_at, search
) VALUES (
	:position, :errorId, :object, :operation, :direction, :recordId, :recordName, :url, :code, :message, :payload, :at, :at, :search
)
