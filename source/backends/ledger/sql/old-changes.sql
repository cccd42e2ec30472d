-- What ended before a moment, the earliest first.
SELECT change_id FROM change WHERE ended_at < :before ORDER BY ended_at LIMIT :limit
