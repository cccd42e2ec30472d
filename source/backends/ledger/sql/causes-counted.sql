-- {causes} is a condition of error-match.ts.
SELECT
	cause_id, object, operation, direction, code, pattern, open,
	(SELECT max(position) FROM open_error WHERE open_error.cause_id = cause.cause_id) AS newest,
	(SELECT min(position) FROM open_error WHERE open_error.cause_id = cause.cause_id) AS oldest
FROM cause
WHERE open > 0 AND {causes}
