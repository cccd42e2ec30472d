-- Deliveries, by when they were made, as the event itself doesn't keep the time; and the last tries of events that are in error now.
SELECT
	i.id, e.trigger_name AS object, coalesce(e.payload#>>ARRAY['data', 'new', {key}], e.payload#>>ARRAY['data', 'old', {key}], e.id) AS record_id,
	e.payload->>'op' AS operation, CASE WHEN i.status >= 200 AND i.status < 300 THEN 'synced' ELSE 'failed' END AS state,
	e.created_at AS changed_at, i.created_at AS done_at
FROM {invocationLogs} i
JOIN {eventLog} e ON e.id = i.event_id
WHERE (i.status >= 200 AND i.status < 300) OR (
	e.error AND NOT e.delivered AND NOT e.archived
	AND NOT EXISTS (SELECT 1 FROM {invocationLogs} later WHERE later.event_id = i.event_id AND later.created_at > i.created_at)
)
