-- Captured changes on their way to other nodes: in a batch that wasn't acknowledged yet, or in none so far. Of a batch in error, the change
-- that it names has failed, and the others wait behind it; where it names none, all have.
SELECT
	concat(d.data_id, '-', b.batch_id, '-', b.node_id) AS id, d.table_name AS object, {capturedId} AS record_id,
	concat('to ', b.node_id) AS record_name, d.event_type AS operation, 'outbound' AS direction, 'pending' AS state, d.create_time AS changed_at,
	b.sent_count AS attempts, d.row_data AS payload
FROM {outgoingBatch} b
JOIN {dataEvent} e ON e.batch_id = b.batch_id
JOIN {data} d ON d.data_id = e.data_id
LEFT JOIN {triggerHist} h ON h.trigger_hist_id = d.trigger_hist_id
WHERE b.status NOT IN ('OK', 'IG') AND NOT (b.error_flag = 1 AND b.failed_data_id IN (0, d.data_id)) AND {isRecords}
UNION ALL
SELECT
	concat(d.data_id, '-unrouted'), d.table_name, {capturedId},
	'not routed yet', d.event_type, 'outbound', 'pending', d.create_time,
	0, d.row_data
FROM {data} d
LEFT JOIN {triggerHist} h ON h.trigger_hist_id = d.trigger_hist_id
WHERE d.data_id >= (SELECT max(start_id) FROM {dataGap}) AND NOT EXISTS (SELECT 1 FROM {dataEvent} e WHERE e.data_id = d.data_id) AND {isRecords}
