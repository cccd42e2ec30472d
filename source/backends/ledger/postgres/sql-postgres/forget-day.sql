-- The changes whose errors occurred from $1 to before $2 (ms UTC), but for those that are being retried; locked in the order of every other batch.
DELETE FROM change WHERE id IN (
	SELECT id FROM change WHERE error_at >= $1 AND error_at < $2 AND state <> 'pending' ORDER BY id FOR UPDATE
)
