DELETE FROM error WHERE error_id = ?
