DELETE FROM open_error WHERE position = ?
RETURNING cause_id
