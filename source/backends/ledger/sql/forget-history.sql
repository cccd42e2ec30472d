DELETE FROM earlier_failure WHERE error_id = ?
