UPDATE change SET state = ? WHERE change_id = ?
