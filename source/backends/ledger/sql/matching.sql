-- What passes a filter between two positions, in part: {table} is error_search where the index of words is asked, open_error where it isn't; {words},
-- {causes} and {texts} are conditions of error-match.ts, {joined} the tables that they need. CROSS: along the index, and nothing else first.
FROM {table} {joined}
WHERE {words} AND {causes} AND {texts} AND {table}.rowid >= CAST(:from AS INTEGER) AND {table}.rowid < CAST(:to AS INTEGER)
