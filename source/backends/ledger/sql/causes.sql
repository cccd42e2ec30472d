-- {causes} is a condition of error-match.ts.
SELECT cause_id, object, operation, direction, code, pattern FROM cause
WHERE open > 0 AND {causes}
