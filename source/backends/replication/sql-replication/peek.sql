-- What waits in a slot: $1 its name, $2 after how many messages no further transaction is begun, $3 the options of pgoutput. Descriptions of tables (R) come
-- whole; of rows, what begins them: their key stands there, and a row may have a gigabyte. The limit cuts off the last transaction, which may have any size.
SELECT CASE get_byte(data, 0) WHEN 82 THEN data ELSE substring(data FOR 4000) END AS data
FROM pg_logical_slot_peek_binary_changes($1, NULL, $2, VARIADIC $3::text[])
LIMIT $2
