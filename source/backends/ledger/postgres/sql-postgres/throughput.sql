-- Quarter hours added up into buckets that begin at $1 and are $4 ms long.
SELECT
	bucket.object, bucket.start - (bucket.start - $1::bigint) % $4::bigint AS bucket_start, sum(bucket.synced) AS synced, sum(bucket.failed) AS failed
FROM bucket
JOIN object ON object.name = bucket.object
WHERE bucket.start >= $1::bigint AND bucket.start < $2::bigint AND ($3::text IS NULL OR bucket.object = $3)
GROUP BY bucket_start, bucket.object, object.position, object.arrival
ORDER BY bucket_start, object.position NULLS LAST, object.arrival
