-- As text, like all settings.
INSERT INTO setting (name, value) VALUES ('wordsRemoved', ?)
ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + CAST(excluded.value AS INTEGER)
