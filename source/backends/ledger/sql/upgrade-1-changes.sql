-- It isn't known when changes ended: retention counts from the upgrade.
UPDATE change SET ended_at = ? WHERE state IN ('synced', 'skipped')
