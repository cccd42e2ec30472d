INSERT INTO earlier_failure (at, error_id, attempt, code, message)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::text[], $5::text[])
