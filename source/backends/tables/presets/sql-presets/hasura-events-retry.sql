-- What Hasura's own pg_redeliver_event does to an event that isn't being delivered just now.
UPDATE {eventLog}
SET delivered = false, error = false, tries = 0
WHERE id = :id AND error AND (locked IS NULL OR locked < now() - interval '30 minutes')
