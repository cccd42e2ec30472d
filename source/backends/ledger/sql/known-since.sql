-- When the ledger began to know: when it was made, or the first quarter hour that it was told of.
SELECT min(
	CAST((SELECT value FROM setting WHERE name = 'createdAt') AS INTEGER),
	coalesce((SELECT min(start) FROM bucket), 9223372036854775807)
) AS known_since
