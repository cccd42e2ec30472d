UPDATE change SET state = told.state, error_at = told.error_at
FROM unnest($1::text[], $2::text[], $3::bigint[]) AS told (id, state, error_at)
WHERE change.id = told.id
