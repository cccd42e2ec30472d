-- Takes a change off the backlog; no row: it isn't there.
UPDATE change SET state = ? WHERE id = ? AND state = 'pending'
RETURNING change_id, counter_id, record_id, record_name
