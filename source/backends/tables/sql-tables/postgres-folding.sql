-- Whether lower() knows more letters than ASCII's, and whether there is a collation that does.
SELECT
	lower(U&'\00C9') = U&'\00E9' AS knows,
	EXISTS (SELECT 1 FROM pg_catalog.pg_collation WHERE collname = 'und-x-icu' AND collencoding IN (-1, (SELECT encoding FROM pg_catalog.pg_database WHERE datname = current_database()))) AS icu
