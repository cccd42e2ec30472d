INSERT INTO object (name) SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS told (name, place) ORDER BY place ON CONFLICT (name) DO NOTHING
