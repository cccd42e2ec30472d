SELECT cause_id FROM cause
WHERE object = :object AND operation = :operation AND direction = :direction AND code = :code AND pattern = :pattern
