INSERT INTO bucket (start, object_id, synced, failed)
SELECT :start, object_id, :synced, :failed FROM counter WHERE counter_id = :counterId
ON CONFLICT (start, object_id) DO UPDATE SET synced = synced + excluded.synced, failed = failed + excluded.failed
