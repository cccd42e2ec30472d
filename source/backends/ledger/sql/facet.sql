SELECT {column} AS value, count(*) AS count
FROM error
WHERE state = 'open' AND {filter}
GROUP BY value
ORDER BY count DESC, value
LIMIT ?
