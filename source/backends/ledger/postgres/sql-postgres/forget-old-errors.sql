DELETE FROM error
WHERE change_id = ANY($1::text[]) AND occurred_at < $2 AND state <> 'retrying' AND tableoid = 'error_default'::regclass
RETURNING error_id, change_id, object, operation, direction, cause_id, state
