-- Events that were not delivered yet, also those that wait for another try. The partial index event_log_fetch_events holds just these.
SELECT
	e.id, e.trigger_name AS object, coalesce(e.payload#>>ARRAY['data', 'new', {key}], e.payload#>>ARRAY['data', 'old', {key}], e.id) AS record_id,
	concat(e.schema_name, '.', e.table_name) AS record_name, e.payload->>'op' AS operation, 'pending' AS state,
	e.created_at AS changed_at, e.tries AS attempts, e.payload AS payload
FROM {eventLog} e
WHERE NOT e.delivered AND NOT e.error AND NOT e.archived
