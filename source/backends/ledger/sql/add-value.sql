INSERT INTO dimension_value (dimension, value) VALUES (:dimension, :value)
RETURNING value_id
