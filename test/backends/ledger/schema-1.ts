/** What a file of version 1 of the ledger's schema is made with: its statements as they were, without their comments. */
export const schema1 = `
CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE object (
	object_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	label TEXT,
	position INTEGER
) STRICT;
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
	id TEXT NOT NULL UNIQUE,
	counter_id INTEGER NOT NULL REFERENCES counter,
	record_id TEXT NOT NULL,
	record_name TEXT,
	changed_at INTEGER NOT NULL,
	url TEXT,
	state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'synced', 'failed', 'skipped'))
) STRICT;
CREATE INDEX pending_by_age ON change (counter_id, changed_at) WHERE state = 'pending';
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
	state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'ignored')),
	search TEXT NOT NULL,
	payload TEXT
) STRICT;
CREATE INDEX open_errors_by_time ON error (occurred_at) WHERE state = 'open';
CREATE INDEX open_errors_by_object ON error (object, occurred_at) WHERE state = 'open';
CREATE INDEX open_errors_by_code ON error (code, occurred_at) WHERE state = 'open';
CREATE TABLE earlier_failure (
	error_id INTEGER NOT NULL REFERENCES error,
	attempt INTEGER NOT NULL,
	at INTEGER NOT NULL,
	code TEXT,
	message TEXT,
	PRIMARY KEY (error_id, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE bucket (
	start INTEGER NOT NULL CHECK (start % 900000 = 0),
	object_id INTEGER NOT NULL REFERENCES object,
	synced INTEGER NOT NULL DEFAULT 0,
	failed INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (start, object_id)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = 1398361667;
PRAGMA user_version = 1;
`;
