-- What Heroku Connect has dealt with, by when it did.
SELECT id, table_name AS object, record_id, action AS operation, state, created_at AS changed_at, processed_at AS done_at
FROM {log}
WHERE processed_at IS NOT NULL
UNION ALL
SELECT id, table_name, record_id, action, state, created_at, processed_at
FROM {archive}
WHERE processed_at IS NOT NULL
