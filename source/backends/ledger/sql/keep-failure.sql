-- What the error showed until now becomes history.
INSERT INTO earlier_failure (error_id, attempt, at, code, message)
SELECT error_id, attempts, occurred_at, code, message FROM error WHERE error_id = ?
