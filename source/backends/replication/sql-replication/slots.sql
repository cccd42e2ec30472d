-- What the publisher holds for its subscribers. {invalidation} is of version 17.
SELECT
	slot_name AS name, plugin, wal_status, {invalidation} AS invalidation,
	pg_size_pretty(greatest(0, pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, confirmed_flush_lsn))) AS lag
FROM pg_replication_slots
WHERE slot_type = 'logical' AND database = current_database() AND slot_name = ANY($1)
