UPDATE error SET state = ? WHERE error_id = ?
