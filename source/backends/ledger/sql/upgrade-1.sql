-- From version 1: errors get places in time, and everything that is found by them. The tables of version 1 step aside; upgrade-1.ts moves
-- their errors, the oldest first.
DROP INDEX open_errors_by_time;
DROP INDEX open_errors_by_object;
DROP INDEX open_errors_by_code;
ALTER TABLE error RENAME TO error_1;
ALTER TABLE earlier_failure RENAME TO earlier_failure_1;
ALTER TABLE change ADD COLUMN ended_at INTEGER;
