-- The next open errors by time, as one text; {line} is an expression of export-lines.ts. CROSS: down the list, and nothing else first.
SELECT CAST(string_agg(line, '') AS BLOB) AS lines, {last}(position) AS last
FROM (
	SELECT open_error.position, {line} AS line
	FROM open_error CROSS JOIN error ON error.position = open_error.position
	WHERE open_error.position {beyond} CAST(:after AS INTEGER)
	ORDER BY open_error.position {order}
	LIMIT :limit
)
