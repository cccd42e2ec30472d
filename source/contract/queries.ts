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

/** Columns that errors can be sorted by; between equals the time of occurrence decides, in the same direction. */
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

const SortSchema = v.optional(one(v.pipe(
	v.string(),
	v.check(text => errorSortColumns.includes(text.replace(/^-/v, '') as ErrorSortColumn), `a column to sort by (${errorSortColumns.join(', ')}; "-" before it for descending)`),
	v.transform(text => ({column: text.replace(/^-/v, '') as ErrorSortColumn, descending: text.startsWith('-')})),
)), ['-occurredAt']);

export const ErrorsQuerySchema = v.object({
	...filterEntries,
	sort: SortSchema,
	limit: LimitSchema,
	cursor: CursorSchema,
	/** `exact`: the total is worth counting. Otherwise it is told as well as it can be at once. */
	total: v.optional(one(v.picklist(['exact'], '"exact"'))),
});

export const ErrorCausesQuerySchema = v.object({...filterEntries, limit: LimitSchema});

export const ErrorsExportQuerySchema = v.object({
	...filterEntries,
	sort: SortSchema,
	format: one(v.picklist(['csv', 'ndjson'], '"csv" or "ndjson"')),
	/** Of CSV: leaves cells as they are that a spreadsheet could take for formulas. */
	raw: v.optional(one(v.picklist(['true', 'false'], '"true" or "false"')), ['false']),
});

/** A filter in a body: the parameters of a query by their names, with a text where there is one value. */
const BodyFilterSchema = v.pipe(
	v.record(v.string(), v.union([v.string(), v.array(v.string())], 'text or a list of texts'), 'a filter'),
	v.transform(entries => Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]))),
	// A misspelt name would leave a filter that lets more through than was meant.
	v.check(entries => Object.keys(entries).every(name => Object.hasOwn(filterEntries, name)), `a filter of ${Object.keys(filterEntries).join(', ')}`),
	ErrorFilterSchema,
);

/** How many errors may be named in one request; for more there is a filter. */
export const maxSelectedIds = 1000;

/** Which errors are meant: those with these ids, or all that a filter lets through. */
export const ErrorSelectionSchema = v.union([
	v.strictObject({ids: v.pipe(v.array(v.string('an id'), 'a list of ids'), v.minLength(1, 'at least one id'), v.maxLength(maxSelectedIds, `at most ${maxSelectedIds} ids`))}),
	v.strictObject({filter: BodyFilterSchema}),
], `{"ids": […]} with at most ${maxSelectedIds} ids, or {"filter": {…}} of ${Object.keys(filterEntries).join(', ')}`);

export const RetriesQuerySchema = v.object({limit: LimitSchema, cursor: CursorSchema});

export type ThroughputQuery = v.InferOutput<typeof ThroughputQuerySchema>;
export type PendingQuery = v.InferOutput<typeof PendingQuerySchema>;
export type ErrorFilter = v.InferOutput<typeof ErrorFilterSchema>;
export type ErrorCausesQuery = v.InferOutput<typeof ErrorCausesQuerySchema>;
export type ErrorsExportQuery = v.InferOutput<typeof ErrorsExportQuerySchema>;
export type ErrorSelection = v.InferOutput<typeof ErrorSelectionSchema>;
export type RetriesQuery = v.InferOutput<typeof RetriesQuerySchema>;
export type ErrorsQuery = v.InferOutput<typeof ErrorsQuerySchema>;

/** URL parameters as lists, ready for `validate`; a parameter that the schema doesn't know is ignored, like an unknown field. */
export function queryOf(parameters: URLSearchParams): Record<string, string[]> {
	// Not by assignment: a parameter may be called `__proto__`.
	return Object.fromEntries([...new Set(parameters.keys())].map(name => [name, parameters.getAll(name)]));
}
