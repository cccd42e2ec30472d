-- {filter}, {after}, {column} and {order} are conditions and column names of error-filter.ts and errors.ts; what users typed is bound.
SELECT
	error_id, object, operation, direction, record_id, record_name, code, message, url, occurred_at, first_seen_at, attempts, state,
	{column} AS sorted_by
FROM error
WHERE state = 'open' AND {filter} AND {after}
ORDER BY {column} {order}, error_id {order}
LIMIT ?
