-- A row where the index of words is there.
SELECT 1 FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid WHERE indrelid = 'error'::regclass AND index.relname = 'error_words'
