-- Events whose tries are used up, with what the last try was answered: a body, or why there was no answer.
SELECT
	e.id, e.trigger_name AS object, coalesce(e.payload#>>ARRAY['data', 'new', {key}], e.payload#>>ARRAY['data', 'old', {key}], e.id) AS record_id,
	concat(e.schema_name, '.', e.table_name) AS record_name, e.payload->>'op' AS operation, 'failed' AS state,
	e.created_at AS changed_at, last_try.created_at AS done_at, last_try.status::text AS code,
	coalesce(last_try.response#>>'{data,message}', last_try.response#>>'{data,body}') AS message, e.tries AS attempts, e.payload AS payload
FROM {eventLog} e
LEFT JOIN LATERAL (
	SELECT i.created_at, i.status, i.response FROM {invocationLogs} i WHERE i.event_id = e.id ORDER BY i.created_at DESC LIMIT 1
) AS last_try ON true
WHERE e.error AND NOT e.delivered AND NOT e.archived
