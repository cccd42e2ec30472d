-- Hours since :start, a position.
SELECT open_error.cause_id, CAST((open_error.position - :start) / :width AS INTEGER) AS hour, count(*) AS count
{matching}
GROUP BY open_error.cause_id, hour
