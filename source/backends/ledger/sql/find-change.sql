SELECT change_id, counter_id, state FROM change WHERE id = ?
