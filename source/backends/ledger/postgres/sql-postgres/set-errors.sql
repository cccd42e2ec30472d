UPDATE error SET state = told.state
FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS told (occurred_at, error_id, state)
WHERE error.occurred_at = told.occurred_at AND error.error_id = told.error_id
