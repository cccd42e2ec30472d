UPDATE error SET
	position = :position, state = 'open', code = :code, message = :message, payload = coalesce(:payload, payload), occurred_at = :at,
	attempts = attempts + 1, search = :search
WHERE error_id = :errorId
