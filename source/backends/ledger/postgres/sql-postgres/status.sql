-- Every object with its counters and, where something waits, the oldest of each: a seek per counter, however long the backlog.
SELECT
	object.name AS object, object.label, counted.operation, counted.direction, counted.pending, counted.failed,
	oldest.record_id, oldest.record_name, oldest.changed_at
FROM object
LEFT JOIN (
	SELECT object, operation, direction, sum(pending) AS pending, sum(failed) AS failed
	FROM counter
	GROUP BY object, operation, direction
) AS counted ON counted.object = object.name
LEFT JOIN LATERAL (
	SELECT record_id, record_name, changed_at
	FROM change
	WHERE change.object = counted.object AND change.operation = counted.operation AND change.direction = counted.direction AND change.state = 'pending'
	ORDER BY changed_at, seq
	LIMIT 1
) AS oldest ON counted.pending > 0
ORDER BY object.position NULLS LAST, object.arrival, counted.operation, counted.direction
