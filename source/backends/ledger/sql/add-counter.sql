INSERT INTO counter (object_id, operation, direction)
SELECT object_id, :operation, :direction FROM object WHERE name = :object
ON CONFLICT (object_id, operation, direction) DO NOTHING
