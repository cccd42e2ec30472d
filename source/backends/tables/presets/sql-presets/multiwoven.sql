-- A record of a sync is one row for all time, as of its last change: what it was before isn't there. Connectors answer with the request and the response.
SELECT
	r.id, coalesce(nullif(s.name, ''), concat(m.name, ' #', s.id)) AS object, r.primary_key AS record_id,
	CASE r.action WHEN 0 THEN 'insert' WHEN 1 THEN 'update' END AS operation,
	CASE r.status WHEN 0 THEN 'pending' WHEN 1 THEN 'synced' WHEN 2 THEN 'failed' END AS state,
	r.updated_at AS changed_at, {doneAt} AS done_at,
	r.logs->>'response' AS message, json_build_object('record', r.record, 'logs', r.logs) AS payload
FROM {syncRecords} r
JOIN {syncs} s ON s.id = r.sync_id AND s.discarded_at IS NULL
LEFT JOIN {models} m ON m.id = s.model_id
WHERE r.status {status}
