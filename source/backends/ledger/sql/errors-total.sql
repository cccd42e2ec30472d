-- Counts to a limit: an exact number of very many is not worth reading them all.
SELECT count(*) AS total FROM (SELECT 1 FROM error WHERE state = 'open' AND {filter} LIMIT ?)
