-- What waits to be written to Salesforce. The partial index _trigger_log_idx_state_table_name holds just these.
SELECT
	id, table_name AS object, record_id, sfid AS record_name, action AS operation, state, created_at AS changed_at,
	json_build_object('values', "values", 'old', "old") AS payload
FROM {log}
WHERE state = 'NEW' OR state = 'PENDING'
