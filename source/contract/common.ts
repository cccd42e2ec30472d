/** What several answers of the Sync Status API share. A message names what was expected; validate.ts writes the sentence around it. */
import * as v from 'valibot';

/** RFC 3339 date-time with a zone; everything in the API is UTC (`Z`). Years 0000 to 9999. */
const rfc3339 = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+\-]\d\d:\d\d)$/iv;

const yearZero = Date.parse('0000-01-01T00:00:00Z');
const yearTenThousand = Date.parse('9999-12-31T23:59:59Z') + 1000;

export const TimeSchema = v.pipe(
	v.string('an RFC 3339 time'),
	v.regex(rfc3339, 'an RFC 3339 time'),
	v.check(text => {
		const ms = Date.parse(text);
		// An offset may carry the first and the last hours of the calendar out of it: what is said in UTC needs a year of four digits.
		return ms >= yearZero && ms < yearTenThousand;
	}, 'an RFC 3339 time'),
);

const WholeNumberSchema = v.pipe(
	v.number('a count'),
	v.safeInteger('a count'),
	v.minValue(0, 'a count'),
);

export const QualitySchema = v.picklist(['estimate', 'at-least'], '"estimate" or "at-least"');

/** A whole number of records, a number of lesser quality, or null: not available, which is never 0. */
export const CountSchema = v.union([
	WholeNumberSchema,
	v.object({value: WholeNumberSchema, quality: QualitySchema}),
	v.null(),
], 'a count');

export const OptionalCountSchema = v.optional(CountSchema);

/** `inbound` = source → target, `outbound` = target → source, of the two systems that `GET /v1` names. */
export const DirectionSchema = v.picklist(['inbound', 'outbound'], '"inbound" or "outbound"');

/** `insert`, `update`, `delete`, or a backend's own word, shown as it is. */
export const OperationSchema = v.pipe(v.string('an operation'), v.nonEmpty('an operation'));

export const TextSchema = v.string('text');
export const NonEmptyTextSchema = v.pipe(v.string('text'), v.nonEmpty('text that is not empty'));
export const OptionalTextSchema = v.nullish(TextSchema);
export const OptionalTimeSchema = v.nullish(TimeSchema);
export const OptionalDirectionSchema = v.nullish(DirectionSchema);
export const AttemptsSchema = v.nullish(WholeNumberSchema);
export const RecordCountSchema = WholeNumberSchema;

/** Pages hold 1 to 1000 items, 100 if the query doesn't say. */
export const pageLimits = {min: 1, max: 1000, default: 100} as const;

export type Count = v.InferOutput<typeof CountSchema>;
export type Quality = v.InferOutput<typeof QualitySchema>;
export type Direction = v.InferOutput<typeof DirectionSchema>;
