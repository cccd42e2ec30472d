-- {columns} of the errors at these positions, in their order; those that were closed or moved since are left out.
SELECT {columns}
FROM json_each(:positions) AS place
CROSS JOIN error ON error.position = place.value
WHERE error.state = 'open'
ORDER BY place.key
