INSERT INTO bucket (start, object_id, synced, failed)
SELECT :start, object_id, :synced, :failed FROM object WHERE name = :object
ON CONFLICT (start, object_id) DO UPDATE SET synced = excluded.synced, failed = excluded.failed
