DELETE FROM change WHERE id = ANY($1::text[])
