SELECT count(*) AS count
{matching}
