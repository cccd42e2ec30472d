-- What Salesforce refused. A change keeps its id when it moves to the archive, so no id is there twice.
SELECT
	id, table_name AS object, record_id, sfid AS record_name, action AS operation, state, created_at AS changed_at, processed_at AS done_at,
	sf_message AS message, json_build_object('values', "values", 'old', "old") AS payload
FROM {log}
WHERE state = 'FAILED'
UNION ALL
SELECT
	id, table_name, record_id, sfid, action, state, created_at, processed_at,
	sf_message, json_build_object('values', "values", 'old', "old")
FROM {archive}
WHERE state = 'FAILED'
