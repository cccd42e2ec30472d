-- On along the index {index}, beyond those with the same {key}; {passes} is a condition of error-match.ts.
SELECT position, {key} AS sorted_by, {passes} AS passes
FROM error INDEXED BY {index}
WHERE state = 'open' AND {beyond}
ORDER BY {key} {order}, position {order}
LIMIT :limit
