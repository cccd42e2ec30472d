-- Those of the ids that have ended.
SELECT DISTINCT id FROM ended_change WHERE id = ANY($1::text[])
