-- How far each subscription has applied the publisher's log, in bytes since its beginning. For superusers, and whom they let.
SELECT external_id AS origin, pg_wal_lsn_diff(remote_lsn, '0/0') AS applied_to
FROM pg_replication_origin_status
WHERE external_id LIKE 'pg\_%' AND remote_lsn <> '0/0'
