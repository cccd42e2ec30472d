-- So many open errors on, from :from (inclusive) upwards or from :to (exclusive) downwards. No row: there are fewer.
SELECT position FROM open_error NOT INDEXED
WHERE position >= CAST(:from AS INTEGER) AND position < CAST(:to AS INTEGER)
ORDER BY position {order}
LIMIT 1 OFFSET :rows
