-- What another node refused, and what this one couldn't load.
SELECT
	concat(d.data_id, '-', b.batch_id, '-', b.node_id) AS id, d.table_name AS object, {capturedId} AS record_id,
	concat('to ', b.node_id) AS record_name, d.event_type AS operation, 'outbound' AS direction, 'failed' AS state, d.create_time AS changed_at,
	b.last_update_time AS done_at, b.sql_state AS code, b.sql_message AS message, b.sent_count AS attempts, d.row_data AS payload
FROM {outgoingBatch} b
JOIN {dataEvent} e ON e.batch_id = b.batch_id
JOIN {data} d ON d.data_id = e.data_id
LEFT JOIN {triggerHist} h ON h.trigger_hist_id = d.trigger_hist_id
WHERE b.error_flag = 1 AND b.status NOT IN ('OK', 'IG') AND b.failed_data_id IN (0, d.data_id) AND {isRecords}
UNION ALL
SELECT
	concat(i.batch_id, '-', i.node_id, '-', i.failed_row_number), i.target_table_name, {incomingId},
	concat('from ', i.node_id), i.event_type, 'inbound', 'failed', i.create_time,
	b.last_update_time, b.sql_state, b.sql_message, b.load_count, i.row_data
FROM {incomingBatch} b
JOIN {incomingError} i ON i.batch_id = b.batch_id AND i.node_id = b.node_id
WHERE b.error_flag = 1 AND b.status = 'ER'
