-- On along the index {index}, among those with the same {key}; {passes} is a condition of error-match.ts.
SELECT position, {key} AS sorted_by, {passes} AS passes
FROM error INDEXED BY {index}
WHERE state = 'open' AND {key} = :key AND position {beyond} CAST(:position AS INTEGER)
ORDER BY position {order}
LIMIT :limit
