SELECT name FROM object WHERE name = ANY($1::text[])
