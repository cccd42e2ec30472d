-- Version 2; the errors are in schema-errors.sql, what people want done about them in schema-retries.sql. Times are ms since 1970 in UTC; texts are as the engine sent them.

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
	state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'synced', 'failed', 'skipped')),
	-- When it was heard that nothing more is to come: it was synced or skipped, or people ignore its error. By the ledger's own clock, as retention
	-- counts from there and engines may report late.
	ended_at INTEGER
) STRICT;

-- The queue, oldest first. It holds what waits alone, so it stays small however many changes have ended.
-- Every index ends with the row's id: where two are of the same time, it decides.
CREATE INDEX pending_by_age ON change (counter_id, changed_at) WHERE state = 'pending';

-- What ended in one quarter hour.
CREATE TABLE bucket (
	start INTEGER NOT NULL CHECK (start % 900000 = 0),
	object_id INTEGER NOT NULL REFERENCES object,
	synced INTEGER NOT NULL DEFAULT 0,
	failed INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (start, object_id)
) STRICT, WITHOUT ROWID;
