-- The label stays where the engine doesn't mention it.
INSERT INTO object (name, label, position)
SELECT name, label, place - 1 FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS told (name, label, place) ORDER BY place
ON CONFLICT (name) DO UPDATE SET
	label = CASE WHEN excluded.name = ANY($3::text[]) THEN excluded.label ELSE object.label END, position = excluded.position
