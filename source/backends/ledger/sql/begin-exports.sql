-- What is listed from now on, by this connection: errors that open, and those that move. The number is the order in which they were.
CREATE TEMP TABLE IF NOT EXISTS arrival (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	position INTEGER NOT NULL UNIQUE
);

CREATE TEMP TRIGGER IF NOT EXISTS note_arrival AFTER INSERT ON main.open_error BEGIN
	INSERT OR REPLACE INTO arrival (position) VALUES (new.position);
END;

-- An export reads everything once: to keep what it has read would take memory for nothing.
PRAGMA cache_size = -8192;
