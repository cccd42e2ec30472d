-- At most one error per change. It repeats what is filtered and sorted by, so that no question has to join.
CREATE TABLE error (
	-- Its place in time: ms since 1970 × 1024 and a number within that ms (error-position.ts). The newest first is a walk down the table itself,
	-- a span of time is a part of it, and rows that are shown together are stored together. A later failure moves the row.
	position INTEGER PRIMARY KEY,
	-- The change's. It is what an error is called for good.
	error_id INTEGER NOT NULL UNIQUE REFERENCES change,
	object TEXT NOT NULL,
	operation TEXT NOT NULL,
	direction TEXT NOT NULL,
	record_id TEXT NOT NULL,
	record_name TEXT,
	code TEXT,
	message TEXT,
	url TEXT,
	occurred_at INTEGER NOT NULL,
	first_seen_at INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 1,
	-- Only open errors are listed and counted.
	state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retrying', 'resolved', 'ignored')),
	-- Record id, record name, code and message in lower case: SQLite's own lower() knows ASCII alone.
	search TEXT NOT NULL,
	-- JSON. The last column: a long one is not read on the way to others.
	payload TEXT
) STRICT;

-- For the orders that neither time nor a dimension gives; each ends with the position, which decides between equals. Texts go by their first
-- 64 characters: whole messages would make the index as large as the table, and cursors as long as messages.
CREATE INDEX open_errors_by_record_id ON error (substr(record_id, 1, 64)) WHERE state = 'open';
CREATE INDEX open_errors_by_record_name ON error (substr(coalesce(record_name, ''), 1, 64)) WHERE state = 'open';
CREATE INDEX open_errors_by_message ON error (substr(coalesce(message, ''), 1, 64)) WHERE state = 'open';
CREATE INDEX open_errors_by_first_seen ON error (first_seen_at) WHERE state = 'open';
CREATE INDEX open_errors_by_attempts ON error (attempts) WHERE state = 'open';

-- Every object, operation, direction and code that an error ever had. In the index of words the id stands for the value (search-token.ts).
CREATE TABLE dimension_value (
	value_id INTEGER PRIMARY KEY,
	dimension TEXT NOT NULL CHECK (dimension IN ('object', 'operation', 'direction', 'code')),
	-- '' stands for none.
	value TEXT NOT NULL,
	UNIQUE (dimension, value)
) STRICT;

-- What errors have in common, and how many of them are open: kept in the transaction of each error, so that counts without words read no errors.
CREATE TABLE cause (
	cause_id INTEGER PRIMARY KEY,
	object TEXT NOT NULL,
	operation TEXT NOT NULL,
	direction TEXT NOT NULL,
	-- '' stands for none.
	code TEXT NOT NULL,
	-- The message with all that differs from record to record masked.
	pattern TEXT NOT NULL,
	open INTEGER NOT NULL DEFAULT 0 CHECK (open >= 0),
	UNIQUE (object, operation, direction, code, pattern)
) STRICT;

-- Which errors are open, in some 15 bytes each: what counts and filters without words need not read the wide rows.
CREATE TABLE open_error (
	position INTEGER PRIMARY KEY,
	cause_id INTEGER NOT NULL REFERENCES cause
) STRICT;

CREATE INDEX open_errors_by_cause ON open_error (cause_id);

-- The words of the open errors, rowid = position. It keeps no text of its own: `text` is error.search; all else is a token of three characters:
-- the dimensions' for their values, so that words and filters are one question that the index intersects, and those of stretches of time
-- (search-stretches.ts). The text is in lower case already (fold.ts), and as SQLite's idea of case differs from ours, it is told to have none.
CREATE VIRTUAL TABLE error_search USING fts5 (
	text, object, operation, direction, code, hour, second, instant,
	content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1', detail = full
);

-- The failures of a change before the one that its error shows.
CREATE TABLE earlier_failure (
	error_id INTEGER NOT NULL REFERENCES error (error_id),
	attempt INTEGER NOT NULL,
	at INTEGER NOT NULL,
	code TEXT,
	message TEXT,
	PRIMARY KEY (error_id, attempt)
) STRICT, WITHOUT ROWID;
