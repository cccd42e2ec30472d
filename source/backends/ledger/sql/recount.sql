-- What is kept as a number, counted again: one row for each that differs. All are counts over small indexes: 50 ms a million errors.
SELECT 'the backlog of ' || object.name || ', ' || operation || ', ' || direction AS what, pending AS kept,
	(SELECT count(*) FROM change WHERE change.counter_id = counter.counter_id AND state = 'pending') AS counted
FROM counter JOIN object USING (object_id) WHERE kept <> counted
UNION ALL
SELECT 'the errors of cause ' || cause_id, open, (SELECT count(*) FROM open_error WHERE open_error.cause_id = cause.cause_id) AS counted
FROM cause WHERE open <> counted
UNION ALL
SELECT 'the number of errors', kept, counted
FROM (SELECT (SELECT coalesce(sum(failed), 0) FROM counter) AS kept, (SELECT count(*) FROM open_error) AS counted) WHERE kept <> counted
LIMIT 1
