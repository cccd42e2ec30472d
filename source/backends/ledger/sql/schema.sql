-- Version 1. Times are ms since 1970 in UTC; texts are as the engine sent them.

-- What the ledger knows of itself and of the sync: `createdAt`, and what the engine described (`name`, `source`, `target`, `sync`).
CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE object (
	object_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	label TEXT,
	-- Where the engine listed it; null where it didn't.
	position INTEGER
) STRICT;

-- How many changes wait and how many are in error, kept in the transaction of each change, so that no question counts the backlog.
CREATE TABLE counter (
	counter_id INTEGER PRIMARY KEY,
	object_id INTEGER NOT NULL REFERENCES object,
	operation TEXT NOT NULL,
	direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
	pending INTEGER NOT NULL DEFAULT 0 CHECK (pending >= 0),
	failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
	UNIQUE (object_id, operation, direction)
) STRICT;

CREATE TABLE change (
	change_id INTEGER PRIMARY KEY,
	-- The engine's idempotency key.
	id TEXT NOT NULL UNIQUE,
	counter_id INTEGER NOT NULL REFERENCES counter,
	record_id TEXT NOT NULL,
	record_name TEXT,
	changed_at INTEGER NOT NULL,
	url TEXT,
	state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'synced', 'failed', 'skipped'))
) STRICT;

-- The queue, oldest first. It holds what waits alone, so it stays small however many changes have ended.
-- Every index ends with the row's id: where two are of the same time, it decides.
CREATE INDEX pending_by_age ON change (counter_id, changed_at) WHERE state = 'pending';

-- At most one error per change. It repeats what is filtered and sorted by, so that no question has to join.
CREATE TABLE error (
	error_id INTEGER PRIMARY KEY REFERENCES change,
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
	state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'ignored')),
	-- Record id, record name, code and message in lower case: SQLite's own lower() knows ASCII alone.
	search TEXT NOT NULL,
	-- JSON. The last column: a long one is not read on the way to others.
	payload TEXT
) STRICT;

CREATE INDEX open_errors_by_time ON error (occurred_at) WHERE state = 'open';
CREATE INDEX open_errors_by_object ON error (object, occurred_at) WHERE state = 'open';
CREATE INDEX open_errors_by_code ON error (code, occurred_at) WHERE state = 'open';

-- The failures of a change before the one that its error shows.
CREATE TABLE earlier_failure (
	error_id INTEGER NOT NULL REFERENCES error,
	attempt INTEGER NOT NULL,
	at INTEGER NOT NULL,
	code TEXT,
	message TEXT,
	PRIMARY KEY (error_id, attempt)
) STRICT, WITHOUT ROWID;

-- What ended in one quarter hour.
CREATE TABLE bucket (
	start INTEGER NOT NULL CHECK (start % 900000 = 0),
	object_id INTEGER NOT NULL REFERENCES object,
	synced INTEGER NOT NULL DEFAULT 0,
	failed INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (start, object_id)
) STRICT, WITHOUT ROWID;
