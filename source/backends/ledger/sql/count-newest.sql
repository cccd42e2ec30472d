SELECT count(*) AS count FROM (
	SELECT 1
	{matching}
	LIMIT :limit
)
