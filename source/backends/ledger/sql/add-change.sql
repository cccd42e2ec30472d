INSERT INTO change (id, counter_id, record_id, record_name, changed_at, url) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING
