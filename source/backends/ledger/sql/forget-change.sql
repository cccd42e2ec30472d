DELETE FROM change WHERE change_id = ?
