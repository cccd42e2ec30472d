-- Open errors before a place in time. One that is being retried isn't among them.
SELECT error_id AS change_id
FROM open_error
JOIN error USING (position)
WHERE position < :end
ORDER BY position
LIMIT :limit
