SELECT {table}.rowid AS position
{matching}
ORDER BY {table}.rowid {order}
LIMIT :limit
