-- Those that no open error has. In the middle of a transaction `open` isn't counted up yet, so the errors are asked too.
DELETE FROM cause WHERE open = 0 AND NOT EXISTS (SELECT 1 FROM open_error WHERE open_error.cause_id = cause.cause_id)
