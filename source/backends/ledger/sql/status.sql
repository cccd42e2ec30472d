-- Every object with its counters and, where something waits, the oldest of each: a seek per counter, however long the backlog.
SELECT
	object.name AS object, object.label, counter.operation, counter.direction, counter.pending, counter.failed,
	oldest.record_id, oldest.record_name, oldest.changed_at
FROM object
LEFT JOIN counter USING (object_id)
LEFT JOIN change AS oldest ON counter.pending > 0 AND oldest.change_id = (
	SELECT change_id FROM change
	WHERE change.counter_id = counter.counter_id AND change.state = 'pending'
	ORDER BY change.changed_at, change.change_id
	LIMIT 1
)
ORDER BY object.position NULLS LAST, object.object_id, counter.counter_id
