-- What of a span has open errors: their first and last position, nulls where there are none.
SELECT
	(SELECT min(position) FROM open_error WHERE position >= CAST(:from AS INTEGER) AND position < CAST(:to AS INTEGER)) AS first,
	(SELECT max(position) FROM open_error WHERE position >= CAST(:from AS INTEGER) AND position < CAST(:to AS INTEGER)) AS last
