-- For words of three characters and more, wherever in the text they are.
CREATE INDEX IF NOT EXISTS error_words ON error USING gin (search {schema}.gin_trgm_ops) WHERE state = 'open';
