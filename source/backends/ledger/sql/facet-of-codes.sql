-- The message is that of the latest error with the code: next to max(), SQLite takes the other columns from its row.
SELECT code AS value, count(*) AS count, message, max(occurred_at)
FROM error
WHERE state = 'open' AND {filter}
GROUP BY code
ORDER BY count DESC, code
LIMIT ?
