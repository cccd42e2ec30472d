-- Jobs whose tries are used up. What a worker threw is in output; what pg-boss ended itself has its words in output.value.
SELECT
	name || '/' || id AS id, name AS object, coalesce(singleton_key, id::text) AS record_id, state, created_on AS changed_at, completed_on AS done_at,
	coalesce(output->>'code', output->>'name') AS code,
	coalesce(output->>'message', output#>>'{value,message}', output->>'value', output::text) AS message,
	retry_count + 1 AS attempts,
	json_build_object('data', data, 'output', output) AS payload
FROM {job}
WHERE state = 'failed'
