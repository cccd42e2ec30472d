/** The words of the OpenAPI document: what stands beside the schemas and the parameters. */
import {pageLimits} from './common.ts';
import {problemStatus, type ProblemCode} from './problem.ts';
import {errorSortColumns} from './queries.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What the schemas can't say by themselves, by the name of the component. */
export const schemaNotes: Readonly<Record<string, Json>> = {
	Time: {description: 'RFC 3339, in UTC.', examples: ['2026-11-22T13:07:21Z']},
	Count: {
		description: 'A number of records, one of lesser quality, or null: not available, which is never 0. A field that is left out says the same as null.',
		examples: [1204, {value: 50_000, quality: 'at-least'}, null],
	},
	Direction: {description: '`inbound`: from the source to the target; `outbound`: from the target to the source.'},
	Operation: {description: '`insert`, `update`, `delete`, or a backend\'s own word, shown as it is.', examples: ['insert', 'update', 'delete']},
	Throughput: {description: 'Inside `coverage` a missing bucket is 0; outside it nothing is known.'},
	Problem: {description: `RFC 9457. \`code\` is one of ${Object.keys(problemStatus).map(code => `\`${code}\``).join(', ')}.`},
	Change: {description: '`id` is the caller\'s idempotency key: the same id twice counts once.'},
	Result: {description: '`id` is that of the change. `synced` and `skipped` take it off the backlog; `failed` takes it to the errors.'},
	ResultsReceipt: {description: '`unknown`: ids that fit no change. `duplicates`: results of changes that had ended already.'},
	HistoryBucket: {description: 'One quarter hour of one object; it replaces what was known of that quarter hour.'},
	Description: {description: 'What is left out stays as it was.'},
};

/** Of the parameters of queries: by name, or by `name (operation)` where that one differs. */
export const parameterNotes: Readonly<Record<string, Json>> = {
	'from (throughput)': {description: 'Inclusive, on a quarter hour: bucket k starts at `from` + k × `resolution`, so that every time zone gets its own clock hours.'},
	'object (throughput)': {description: 'The key of an object; every object if left out.'},
	'to (throughput)': {description: 'Exclusive, on a quarter hour, at most 400 days after `from`.'},
	from: {description: 'Errors that occurred then or later.'},
	to: {description: 'Errors that occurred before.'},
	q: {description: 'Text in the record\'s id or name, the code or the message, ignoring case. All must be there; with `!` before it, it must not.'},
	limit: {
		description: 'Items of a page.',
		schema: {
			type: 'integer', minimum: pageLimits.min, maximum: pageLimits.max, default: pageLimits.default,
		},
	},
	total: {description: '`exact`: the total is worth counting. Otherwise it is told as well as it can be at once.', schema: {type: 'string', enum: ['exact']}},
	format: {description: 'Of the document.', schema: {type: 'string', enum: ['csv', 'ndjson']}},
	raw: {description: 'Of CSV: `true` leaves cells as they are that a spreadsheet could take for formulas.', schema: {type: 'boolean', default: false}},
	cursor: {description: '`nextCursor` of the page before.'},
	sort: {
		description: 'The column to sort by, `-` before it for descending. Ties go by id.',
		schema: {type: 'string', enum: errorSortColumns.flatMap(column => [column, `-${column}`]), default: '-occurredAt'},
	},
};

/** Of parameters that may repeat and have no note of their own. */
export const listNote = 'Any of these, where it repeats. `*` stands for any characters; with `!` before it, none of these.';

export const pathNotes: Readonly<Record<string, string>> = {object: 'The key of an object: `objects[].object` of the status.', id: 'The id of an error.'};

export const problemMeanings: Readonly<Record<ProblemCode, string>> = {
	'invalid-request': 'A parameter or the body is wrong; `detail` says where and why.',
	unauthorized: 'A token is needed, or this one isn\'t known.',
	forbidden: 'The token does not allow this.',
	'not-found': 'There is no such object, error or path.',
	'too-large': 'The body is too large.',
	'rate-limited': 'Too many requests.',
	'not-supported': 'The backend lacks this capability.',
	unavailable: 'The backend can\'t answer now.',
};

export const scopeNote = 'An operation names the scope that a token must have for it: `read` changes nothing, `ingest` is for engines that report, `retry` puts changes of errors back on the backlog or ignores them.';
