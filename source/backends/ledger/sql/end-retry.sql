DELETE FROM retry WHERE change_id = ?
