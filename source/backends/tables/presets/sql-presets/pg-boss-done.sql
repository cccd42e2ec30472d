-- Jobs that ended, by when they did, as long as pg-boss keeps them.
SELECT name || '/' || id AS id, name AS object, coalesce(singleton_key, id::text) AS record_id, state, created_on AS changed_at, completed_on AS done_at
FROM {job}
WHERE completed_on IS NOT NULL
