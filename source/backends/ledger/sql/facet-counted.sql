SELECT {column} AS value, sum(failed) AS count
FROM (SELECT object.name AS object, operation, direction, failed FROM counter JOIN object USING (object_id) WHERE failed > 0)
WHERE {filter}
GROUP BY value
ORDER BY count DESC, value
LIMIT ?
