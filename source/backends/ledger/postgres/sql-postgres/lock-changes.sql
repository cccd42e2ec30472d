-- In one order, so that two batches wait for each other and not in a circle.
SELECT id, seq, object, operation, direction, record_id, record_name, url, state, error_at
FROM change
WHERE {column} = ANY($1::{type}[])
ORDER BY id
FOR UPDATE
