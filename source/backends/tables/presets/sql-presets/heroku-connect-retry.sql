-- As Heroku describes it for merged writes: a failed change becomes NEW again; of one in the archive a copy does, and the archived one REQUEUED.
WITH live AS (
	UPDATE {log} SET state = 'NEW' WHERE id = :id AND state = 'FAILED' RETURNING id
), archived AS (
	UPDATE {archive} SET state = 'REQUEUED' WHERE id = :id AND state = 'FAILED'
	RETURNING id, txid, created_at, action, table_name, record_id, sfid, "old", "values"
), copied AS (
	INSERT INTO {log} (txid, created_at, updated_at, state, action, table_name, record_id, sfid, "old", "values")
	SELECT txid, created_at, now(), 'NEW', action, table_name, record_id, sfid, "old", "values" FROM archived
)
SELECT id FROM live UNION ALL SELECT id FROM archived
