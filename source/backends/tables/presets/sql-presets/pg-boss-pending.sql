-- Jobs that wait, wait for another try, or are being worked on. retry_count is raised when another try begins, not when one fails.
SELECT
	name || '/' || id AS id, name AS object, coalesce(singleton_key, id::text) AS record_id, state, created_on AS changed_at,
	CASE state WHEN 'retry' THEN retry_count + 1 ELSE retry_count END AS attempts,
	json_build_object('data', data, 'output', output) AS payload
FROM {job}
WHERE state IN ('created', 'retry', 'active')
