-- Of the changes whose ids are in the JSON array :ids, those whose error is ignored.
SELECT change.id
FROM json_each(:ids) AS asked
JOIN change ON change.id = asked.value
JOIN error ON error_id = change_id
WHERE error.state = 'ignored'
