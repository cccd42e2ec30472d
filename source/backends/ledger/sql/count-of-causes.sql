-- How many errors are open whose cause passes {causes}, a condition of error-match.ts.
SELECT coalesce(sum(open), 0) AS open FROM cause WHERE open > 0 AND {causes}
