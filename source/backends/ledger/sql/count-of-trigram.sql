-- How many errors have these three characters, to a limit.
SELECT count(*) AS count FROM (SELECT 1 FROM error_search WHERE error_search MATCH ? LIMIT ?)
