-- "ok", or the first thing that is wrong with a table or its indexes.
SELECT quick_check AS found FROM pragma_quick_check(?) LIMIT 1
