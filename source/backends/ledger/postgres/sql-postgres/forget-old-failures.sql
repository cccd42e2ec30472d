-- Of days that had no partition; at most $2.
DELETE FROM earlier_failure WHERE (error_id, attempt, at) IN (
	SELECT error_id, attempt, at FROM earlier_failure_default WHERE at < $1 LIMIT $2
)
