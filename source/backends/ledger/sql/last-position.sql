-- Of all errors, open or not: the place of one that was closed is not given away.
SELECT max(position) AS last FROM error WHERE position >= CAST(? AS INTEGER) AND position < CAST(? AS INTEGER)
