UPDATE cause SET open = open + :by WHERE cause_id = :causeId
