-- What columns of a result are, and where they come from: $1 types, $2 tables (0: none), $3 numbers of columns there.
SELECT pg_catalog.format_type(field.type, NULL) AS type, relation.relname AS table_name, attribute.attname AS column_name
FROM unnest($1::oid[], $2::oid[], $3::int[]) WITH ORDINALITY AS field (type, relation, number, place)
LEFT JOIN pg_catalog.pg_class relation ON relation.oid = field.relation
LEFT JOIN pg_catalog.pg_attribute attribute ON attribute.attrelid = field.relation AND attribute.attnum = field.number AND field.number > 0
ORDER BY field.place
