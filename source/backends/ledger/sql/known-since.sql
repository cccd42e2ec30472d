-- When the ledger began to know: when it was made, or the first quarter hour of the history that it was given. Not the first result: one with a
-- wrong clock would make zeros of all the hours of which nothing is known.
SELECT min(
	CAST((SELECT value FROM setting WHERE name = 'createdAt') AS INTEGER),
	coalesce(CAST((SELECT value FROM setting WHERE name = 'historySince') AS INTEGER), 9223372036854775807)
) AS known_since
