-- Onto the backlog.
UPDATE change SET state = 'pending', ended_at = NULL WHERE change_id = ?
RETURNING counter_id
