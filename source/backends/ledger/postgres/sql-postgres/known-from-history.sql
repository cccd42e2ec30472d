INSERT INTO setting (name, value) VALUES ('historySince', $1)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value::bigint < setting.value::bigint
