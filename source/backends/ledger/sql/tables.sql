-- What is checked after an end that wasn't clean, the small ones first. Not the index of words as such: that check takes 10 s a million errors, and the
-- tables that hold it are among these.
SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
ORDER BY name IN ('change', 'error', 'error_search_data'), name
