-- How often a change was tried so far, if it ever failed.
SELECT attempts FROM error WHERE error_id = ?
