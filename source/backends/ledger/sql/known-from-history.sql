-- History begins with the earliest quarter hour that was ever given.
INSERT INTO setting (name, value) VALUES ('historySince', :start)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE CAST(excluded.value AS INTEGER) < CAST(setting.value AS INTEGER)
