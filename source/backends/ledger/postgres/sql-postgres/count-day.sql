-- {partition} is of partitions.ts.
SELECT object, operation, direction, cause_id, count(*) AS count
FROM {partition}
WHERE state = 'open'
GROUP BY object, operation, direction, cause_id
