-- Those of the ids that have ended on the day $2 or later: the days before are not looked at.
SELECT DISTINCT id FROM ended_change WHERE id = ANY($1::text[]) AND day >= $2::bigint
