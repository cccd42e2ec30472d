-- The label stays where the engine doesn't mention it.
INSERT INTO object (name, label, position) VALUES (:object, :label, :position)
ON CONFLICT (name) DO UPDATE SET label = iif(:hasLabel, excluded.label, label), position = excluded.position
