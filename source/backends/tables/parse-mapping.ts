/** A mapping as a config file says it, checked; SQL is for the database to check. */
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';
import {ContractError, validate} from '../../contract/validate.ts';
import type {Mapping} from './mapping.ts';

const SqlSchema = v.pipe(v.string('a SELECT in quotes'), v.nonEmpty('a SELECT in quotes'), v.maxLength(20_000, 'a SELECT of at most 20,000 characters'));
const TextSchema = v.pipe(v.string('a text in quotes'), v.maxLength(200, 'a text of at most 200 characters'));

const columnNames = [
	'id', 'object', 'record_id', 'record_name', 'operation', 'direction', 'state', 'changed_at', 'done_at', 'code', 'message', 'attempts', 'url', 'payload',
] as const;

/** A table with these keys and no others: a misspelt one would be left out in silence. */
const strict = <const Entries extends v.ObjectEntries>(entries: Entries) => v.strictObject(entries, ({expected}) =>
	expected === 'never' ? `one of ${Object.keys(entries).join(', ')}` : 'a table');
const valuesOf = <const Schema extends v.GenericSchema<string, string>>(word: Schema) => v.optional(v.record(v.string(), word, 'a table from the engine\'s values to ours'));
const ActionSchema = strict({statement: SqlSchema, documented: v.optional(TextSchema)});

const MappingSchema = strict({
	source: v.optional(TextSchema),
	target: v.optional(TextSchema),
	query: v.optional(SqlSchema),
	parts: v.optional(strict({pending: v.optional(SqlSchema), failed: v.optional(SqlSchema), done: v.optional(SqlSchema)})),
	constants: v.optional(strict(Object.fromEntries(columnNames.map(name => [name, v.optional(TextSchema)])))),
	operations: valuesOf(TextSchema),
	directions: valuesOf(v.picklist(['inbound', 'outbound'], '"inbound" or "outbound"')),
	states: valuesOf(v.picklist(['pending', 'running', 'synced', 'failed', 'skipped'], '"pending", "running", "synced", "failed" or "skipped"')),
	timeZone: v.optional(v.pipe(v.string('a time zone in quotes'), v.check(isTimeZone, 'the name of a time zone, such as "Europe/Madrid"'))),
	times: v.optional(v.picklist(['timestamp', 'epoch-seconds', 'epoch-ms'], '"timestamp", "epoch-seconds" or "epoch-ms"')),
	keeps: v.optional(v.pipe(v.number('hours'), v.integer('whole hours'), v.minValue(1, 'hours from 1'), v.maxValue(100_000, 'hours to 100,000'))),
	retry: v.optional(ActionSchema),
	ignore: v.optional(ActionSchema),
});

/** Throws a ProblemError `invalid-request` of one line, such as `mapping.states.done: expected "pending", …`. */
export function parseMapping(value: unknown): Mapping {
	try {
		const {mapping} = validate(v.object({mapping: MappingSchema}), {mapping: value});
		if (mapping.query === undefined && mapping.parts === undefined) {
			throw new ProblemError('invalid-request', 'mapping: lacks its SELECT; give query, or parts');
		}

		return mapping;
	} catch (error) {
		throw error instanceof ContractError ? new ProblemError('invalid-request', error.message, {cause: error}) : error;
	}
}

function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', {timeZone: name}).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}
