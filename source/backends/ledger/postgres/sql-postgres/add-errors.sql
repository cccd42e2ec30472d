INSERT INTO error (
	occurred_at, error_id, change_id, cause_id, object, operation, direction, record_id, record_name, code, message, url, first_seen_at, attempts, state, search, payload
)
SELECT * FROM unnest(
	$1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[],
	$14::integer[], $15::text[], $16::text[], $17::text[]
)
