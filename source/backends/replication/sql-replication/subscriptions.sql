-- The subscriptions of this database, each with the worker that applies its changes. What a version hasn't is NULL: {origin} (16), {stats} (15); {main_worker}
-- leaves out the parallel workers (16) that help it. The connection string is not asked for: it may hold a password, and only superusers may read it.
SELECT
	subscription.oid::bigint AS id, subscription.subname AS name, subenabled AS is_enabled, subslotname AS slot, subpublications AS publications, {origin} AS origin,
	worker.pid IS NOT NULL AS is_running, {errors} AS apply_errors, {sync_errors} AS sync_errors
FROM pg_subscription AS subscription
LEFT JOIN pg_stat_subscription AS worker ON worker.subid = subscription.oid AND worker.relid IS NULL {main_worker}
{stats}
WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY subscription.subname
