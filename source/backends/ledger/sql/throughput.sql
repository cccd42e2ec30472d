-- Quarter hours added up into buckets that begin at :from and are :resolution ms long.
-- JavaScript's numbers arrive as REAL: the casts keep the remainder one of whole numbers.
SELECT
	object.name AS object,
	bucket.start - CAST(bucket.start - :from AS INTEGER) % CAST(:resolution AS INTEGER) AS bucket_start,
	sum(bucket.synced) AS synced,
	sum(bucket.failed) AS failed
FROM bucket
JOIN object USING (object_id)
WHERE bucket.start >= :from AND bucket.start < :to AND (:object IS NULL OR object.name = :object)
GROUP BY bucket_start, bucket.object_id
ORDER BY bucket_start, object.position NULLS LAST, object.object_id
