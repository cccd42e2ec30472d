-- The parts of one object's queue; no row: no such object. Without a counter, one row of nulls.
SELECT counter.counter_id, counter.operation, counter.direction, counter.pending
FROM object
LEFT JOIN counter USING (object_id)
WHERE object.name = :object
