/** `GET /v1/throughput`: what was synced and what failed, in buckets of an hour or a quarter of one. */
import * as v from 'valibot';
import {NonEmptyTextSchema, OptionalCountSchema, TimeSchema} from './common.ts';

/** ISO 8601 durations that a bucket may have, with their length in ms. */
export const resolutions = {PT15M: 900_000, PT1H: 3_600_000} as const;
export type Resolution = keyof typeof resolutions;
export const ResolutionSchema = v.picklist(['PT1H', 'PT15M'], '"PT1H" or "PT15M"');

export const BucketSchema = v.object({
	object: NonEmptyTextSchema,
	start: TimeSchema,
	synced: OptionalCountSchema,
	failed: OptionalCountSchema,
}, 'a bucket');

/** Inside `coverage` a missing bucket is 0; outside it nothing is known. */
export const ThroughputSchema = v.object({
	from: TimeSchema,
	to: TimeSchema,
	resolution: ResolutionSchema,
	coverage: v.nullish(v.object({from: TimeSchema, to: TimeSchema}, 'a span of time')),
	buckets: v.array(BucketSchema, 'a list of buckets'),
}, 'throughput');

export type Bucket = v.InferOutput<typeof BucketSchema>;
export type Throughput = v.InferOutput<typeof ThroughputSchema>;
