SELECT change_id, counter_id, record_id, record_name, state FROM change WHERE id = ?
