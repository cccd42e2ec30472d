-- For causes that few errors have: all of them, by their index. {texts} is a condition of error-match.ts.
SELECT open_error.position
FROM open_error INDEXED BY open_errors_by_cause
CROSS JOIN error ON error.position = open_error.position
WHERE
	open_error.cause_id IN (SELECT cause_id FROM cause WHERE open > 0 AND {causes})
	AND open_error.position >= CAST(:from AS INTEGER) AND open_error.position < CAST(:to AS INTEGER) AND {texts}
ORDER BY open_error.position {order}
LIMIT :limit
