SELECT total_changes() AS changes
