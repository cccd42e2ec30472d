INSERT INTO cause (object, operation, direction, code, pattern) VALUES (:object, :operation, :direction, :code, :pattern)
RETURNING cause_id
