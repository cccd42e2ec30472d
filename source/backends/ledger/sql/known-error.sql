-- An error as it is before something happens to it.
SELECT position, error.state, occurred_at, object, operation, direction, error.record_id, error.record_name, change.counter_id
FROM error
JOIN change ON change_id = error_id
WHERE error_id = ?
