-- Of the table $2 in the schema $1: how many rows there are by the statistics (by its size, where there are none), its columns, and those that an index begins with.
SELECT
	CASE WHEN relation.reltuples >= 0 THEN relation.reltuples ELSE pg_catalog.pg_relation_size(relation.oid) / 200 END::float8 AS rows,
	format('%I.%I', $1::text, $2::text) AS quoted,
	ARRAY(
		SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum
	) AS columns,
	ARRAY(
		SELECT attribute.attname::text
		FROM pg_catalog.pg_index AS known
		JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = relation.oid AND attribute.attnum = known.indkey[0]
		WHERE known.indrelid = relation.oid AND known.indpred IS NULL
	) AS leading
FROM pg_catalog.pg_class AS relation
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE namespace.nspname = $1::text AND relation.relname = $2::text
