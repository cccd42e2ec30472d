-- The values of {dimension} that open errors have whose cause passes {causes}, a condition of error-match.ts; {after} leaves out those before.
SELECT DISTINCT {dimension} AS value FROM cause
WHERE open > 0 AND {causes} AND {after}
ORDER BY value {order}
