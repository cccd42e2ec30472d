SELECT open_error.cause_id, count(*) AS count, max(open_error.position) AS newest, min(open_error.position) AS oldest
{matching}
GROUP BY open_error.cause_id
