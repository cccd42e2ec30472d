SELECT coalesce(sum(failed), 0) AS total
FROM (SELECT object.name AS object, operation, direction, failed FROM counter JOIN object USING (object_id))
WHERE {filter}
