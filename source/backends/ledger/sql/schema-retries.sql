-- What retention is done with first.
CREATE INDEX ended_by_age ON change (ended_at) WHERE ended_at IS NOT NULL;

-- The changes that people put back on the backlog and that have no result since, the earliest first. Ids are not given away again: the cursor of
-- an engine that reads on may stand on one that is gone.
CREATE TABLE retry (
	retry_id INTEGER PRIMARY KEY AUTOINCREMENT,
	change_id INTEGER NOT NULL UNIQUE REFERENCES change
) STRICT;
