/** The queries of the API, as they are after parsing: lists where a parameter may repeat, times in ms, limits within bounds. */
import * as v from 'valibot';
import {DirectionSchema, OperationSchema, pageLimits, TimeSchema} from './common.ts';
import {ResolutionSchema, resolutions} from './throughput.ts';

/** What stands in a URL: every parameter is text, and may repeat. */
const one = <const Schema extends v.GenericSchema<string, unknown>>(schema: Schema) => v.pipe(
	v.array(v.string()),
	v.maxLength(1, 'the parameter once'),
	v.transform(values => values[0]!),
	schema,
);
const TimeParameterSchema = v.pipe(
	v.string(),
	v.check(text => v.is(TimeSchema, text), 'an RFC 3339 time'),
	v.transform(text => Date.parse(text)),
);
const LimitSchema = v.optional(one(v.pipe(
	v.string(),
	v.regex(/^\d{1,4}$/v, `a limit from ${pageLimits.min} to ${pageLimits.max}`),
	v.transform(Number),
	v.minValue(pageLimits.min, `a limit from ${pageLimits.min} to ${pageLimits.max}`),
	v.maxValue(pageLimits.max, `a limit from ${pageLimits.min} to ${pageLimits.max}`),
)), [String(pageLimits.default)]);
const CursorSchema = v.optional(one(v.string()));
const ListSchema = v.optional(v.array(v.string()), []);

const isOnQuarterHour = (ms: number) => ms % resolutions.PT15M === 0;
const QuarterHourSchema = v.pipe(TimeParameterSchema, v.check(isOnQuarterHour, 'a time on a quarter hour'));

export const ThroughputQuerySchema = v.pipe(
	v.object({
		from: one(QuarterHourSchema),
		to: one(QuarterHourSchema),
		object: v.optional(one(v.string())),
		resolution: v.optional(one(ResolutionSchema), ['PT1H']),
	}),
	v.check(({from, to}) => from < to, 'a "from" before "to"'),
	v.check(({from, to}) => to - from <= maxThroughputSpan, 'a span of at most 400 days'),
);
/** The longest span of one throughput query, in ms: 400 days. */
const maxThroughputSpan = 400 * 24 * resolutions.PT1H;

export const PendingQuerySchema = v.object({
	operation: v.optional(one(OperationSchema)),
	direction: v.optional(one(DirectionSchema)),
	limit: LimitSchema,
	cursor: CursorSchema,
});

/** Columns that errors can be sorted by; ties go by id. */
export const errorSortColumns = ['occurredAt', 'firstSeenAt', 'object', 'recordName', 'recordId', 'operation', 'direction', 'code', 'message', 'attempts'] as const;
export type ErrorSortColumn = typeof errorSortColumns[number];

const filterEntries = {
	/** Case-insensitive substrings of record id, name, code or message; all must match, `!word` must not. */
	q: ListSchema,
	object: ListSchema,
	operation: ListSchema,
	direction: ListSchema,
	code: ListSchema,
	level: ListSchema,
	from: v.optional(one(TimeParameterSchema)),
	to: v.optional(one(TimeParameterSchema)),
};

export const ErrorFilterSchema = v.object(filterEntries);

export const ErrorsQuerySchema = v.object({
	...filterEntries,
	sort: v.optional(one(v.pipe(
		v.string(),
		v.check(text => errorSortColumns.includes(text.replace(/^-/v, '') as ErrorSortColumn), `a column to sort by (${errorSortColumns.join(', ')}; "-" before it for descending)`),
		v.transform(text => ({column: text.replace(/^-/v, '') as ErrorSortColumn, descending: text.startsWith('-')})),
	)), ['-occurredAt']),
	limit: LimitSchema,
	cursor: CursorSchema,
});

export type ThroughputQuery = v.InferOutput<typeof ThroughputQuerySchema>;
export type PendingQuery = v.InferOutput<typeof PendingQuerySchema>;
export type ErrorFilter = v.InferOutput<typeof ErrorFilterSchema>;
export type ErrorsQuery = v.InferOutput<typeof ErrorsQuerySchema>;

/** URL parameters as lists, ready for `validate`; a parameter that the schema doesn't know is ignored, like an unknown field. */
export function queryOf(parameters: URLSearchParams): Record<string, string[]> {
	// Not by assignment: a parameter may be called `__proto__`.
	return Object.fromEntries([...new Set(parameters.keys())].map(name => [name, parameters.getAll(name)]));
}
