INSERT INTO ended_change (day, id) SELECT $2::bigint, id FROM unnest($1::text[]) AS told (id) ON CONFLICT DO NOTHING
