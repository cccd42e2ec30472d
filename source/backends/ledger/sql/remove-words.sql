DELETE FROM error_search WHERE rowid = CAST(? AS INTEGER)
