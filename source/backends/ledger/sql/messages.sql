SELECT position, message FROM error WHERE position IN (SELECT value FROM json_each(?))
