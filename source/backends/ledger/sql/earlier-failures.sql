-- The latest of them, newest first.
SELECT at, code, message FROM earlier_failure WHERE error_id = ? ORDER BY attempt DESC LIMIT ?
