WITH live AS (
	UPDATE {log} SET state = 'IGNORED' WHERE id = :id AND state = 'FAILED' RETURNING id
), archived AS (
	UPDATE {archive} SET state = 'IGNORED' WHERE id = :id AND state = 'FAILED' RETURNING id
)
SELECT id FROM live UNION ALL SELECT id FROM archived
