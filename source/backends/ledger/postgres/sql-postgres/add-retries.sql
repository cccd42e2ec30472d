INSERT INTO retry (change_id) SELECT id FROM unnest($1::text[]) WITH ORDINALITY AS told (id, place) ORDER BY place ON CONFLICT (change_id) DO NOTHING
