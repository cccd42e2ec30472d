-- The tables of this database's subscriptions. Their states: i not begun, d being copied, f copied, s catching up, r replicated.
SELECT srsubid::bigint AS subscription, nspname AS schema, relname AS name, srsubstate::text AS state
FROM pg_subscription_rel
JOIN pg_class ON pg_class.oid = srrelid
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind <> 'S'
ORDER BY nspname, relname
