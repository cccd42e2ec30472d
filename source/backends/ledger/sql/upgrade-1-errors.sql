SELECT error_id, object, operation, direction, coalesce(code, '') AS code, message, occurred_at, state, search FROM error_1
ORDER BY occurred_at, error_id
