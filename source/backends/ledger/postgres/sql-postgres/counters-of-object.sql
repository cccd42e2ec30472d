SELECT operation, direction, sum(pending) AS pending
FROM object
LEFT JOIN counter ON counter.object = object.name
WHERE object.name = $1
GROUP BY operation, direction
