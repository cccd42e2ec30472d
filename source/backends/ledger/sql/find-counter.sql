SELECT counter_id FROM counter
JOIN object USING (object_id)
WHERE object.name = :object AND operation = :operation AND direction = :direction
