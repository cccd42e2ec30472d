-- Takes a change off the backlog; no row: it isn't there.
UPDATE change SET state = :outcome, ended_at = :endedAt WHERE id = :id AND state = 'pending'
RETURNING change_id, counter_id, EXISTS (SELECT 1 FROM retry WHERE retry.change_id = change.change_id) AS is_retried
