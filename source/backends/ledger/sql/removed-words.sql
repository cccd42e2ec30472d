-- How many errors left the index of words since it was tidied, and how many are in it.
SELECT
	coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'wordsRemoved'), 0) AS removed,
	(SELECT coalesce(sum(open), 0) FROM cause) AS open
