INSERT INTO open_error (position, cause_id) VALUES (?, ?)
