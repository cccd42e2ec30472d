-- What was acknowledged by the node that it was for, by when, as long as SymmetricDS keeps it; and what is in error now. -1 is no node, and an error flag on
-- what is OK means that it was skipped by hand.
SELECT
	concat(d.data_id, '-', b.batch_id, '-', b.node_id) AS id, d.table_name AS object, {capturedId} AS record_id,
	d.event_type AS operation, 'outbound' AS direction, CASE b.status WHEN 'OK' THEN 'synced' ELSE 'failed' END AS state,
	d.create_time AS changed_at, b.last_update_time AS done_at
FROM {outgoingBatch} b
JOIN {dataEvent} e ON e.batch_id = b.batch_id
JOIN {data} d ON d.data_id = e.data_id
LEFT JOIN {triggerHist} h ON h.trigger_hist_id = d.trigger_hist_id
WHERE {isRecords} AND (
	(b.status = 'OK' AND b.error_flag = 0 AND b.node_id <> '-1')
	OR (b.error_flag = 1 AND b.status NOT IN ('OK', 'IG') AND b.failed_data_id IN (0, d.data_id))
)
UNION ALL
SELECT
	concat(i.batch_id, '-', i.node_id, '-', i.failed_row_number), i.target_table_name, {incomingId},
	i.event_type, 'inbound', 'failed',
	i.create_time, b.last_update_time
FROM {incomingBatch} b
JOIN {incomingError} i ON i.batch_id = b.batch_id AND i.node_id = b.node_id
WHERE b.error_flag = 1 AND b.status = 'ER'
