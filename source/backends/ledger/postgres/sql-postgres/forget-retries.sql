DELETE FROM retry WHERE change_id = ANY($1::text[])
