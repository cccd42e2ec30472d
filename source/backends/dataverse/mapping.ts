/** How a table of Dataverse is read as a sync queue: which of its columns says what. */
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';
import {ContractError, validate} from '../../contract/validate.ts';

/** What may stand in a URL as the name of a property or of an entity set. */
const name = /^[A-Z_a-z]\w{0,127}$/v;
const NameSchema = v.pipe(v.string('the name of a column in quotes'), v.regex(name, 'a name of letters, digits and _'));
const WordSchema = v.pipe(v.string('a word in quotes'), v.nonEmpty('a word in quotes'), v.maxLength(200, 'a word of at most 200 characters'));
const ConstantSchema = v.strictObject({constant: WordSchema}, '{constant = "a word"}');

/** A column, or one word that holds for every row. */
const SourceSchema = v.union([NameSchema, ConstantSchema], 'the name of a column in quotes, or {constant = "a word"}');

/** What a row's state may mean; a row whose state has no meaning is left out of everything. */
export const states = ['pending', 'synced', 'failed'] as const;
export type State = typeof states[number];
const StateSchema = v.picklist(states, states.map(state => `"${state}"`).join(', '));

const wordsOf = <const Schema extends v.GenericSchema<string, string>>(word: Schema) => v.optional(v.record(v.string(), word, 'a table from values of the column to words'), {});

/** A table with these keys and no others: a misspelt one would be left out in silence. */
const strict = <const Entries extends v.ObjectEntries>(entries: Entries, what: string) => v.strictObject(entries, ({expected}) => {
	if (expected === 'never') {
		return `one of ${Object.keys(entries).join(', ')}`;
	}

	return expected === 'Object' ? what : 'a value';
});

const MappingSchema = strict({
	/** The set's name in URLs, such as `new_marketologs`; not the table's logical name. */
	entitySet: v.pipe(v.string('the name of an entity set in quotes'), v.regex(name, 'a name of letters, digits and _')),
	columns: strict({
		object: SourceSchema,
		operation: v.optional(SourceSchema),
		direction: v.optional(SourceSchema),
		state: SourceSchema,
		recordId: v.optional(NameSchema),
		recordName: v.optional(NameSchema),
		/** When the record was changed: what the queue is ordered by. */
		changedAt: NameSchema,
		/** When its sync ended, well or not. It should be set in every such row; `modifiedon` is. */
		doneAt: v.optional(NameSchema),
		code: v.optional(NameSchema),
		message: v.optional(NameSchema),
		url: v.optional(NameSchema),
	}, 'a table of columns'),
	/** From values as they are stored (of a choice: its number) to our words. */
	values: v.optional(strict({
		object: wordsOf(WordSchema),
		operation: wordsOf(WordSchema),
		direction: wordsOf(v.picklist(['inbound', 'outbound'], '"inbound" or "outbound"')),
		state: wordsOf(StateSchema),
	}, 'a table of values'), {}),
	/** Added to every question. */
	filter: v.optional(v.pipe(v.string('an OData $filter in quotes'), v.maxLength(4000, 'a filter of at most 4000 characters'))),
	/** Listed even where nothing of theirs waits, in this order. */
	objects: v.optional(v.pipe(v.array(WordSchema, 'a list of objects'), v.maxLength(500, 'at most 500 objects')), []),
}, 'a table with entitySet, columns and values');

export type DataverseMapping = v.InferOutput<typeof MappingSchema>;
export type ColumnSource = v.InferOutput<typeof SourceSchema>;
export type ColumnName = keyof DataverseMapping['columns'];

/** From what a config file holds. Throws a ProblemError `invalid-request` of one line that names the place. */
export function parseMapping(value: unknown): DataverseMapping {
	try {
		const mapping = validate(MappingSchema, value);
		return withStates(mapping);
	} catch (error) {
		if (error instanceof ContractError) {
			throw new ProblemError('invalid-request', `mapping${error.path === '' ? ': ' : '.'}${error.message}`, {cause: error});
		}

		throw error;
	}
}

function withStates(mapping: DataverseMapping): DataverseMapping {
	const {columns: {state, direction}, values} = mapping;
	if (typeof state === 'string' && Object.keys(values.state ?? {}).length === 0) {
		throw new ContractError('values.state', `expected what the values of ${state} mean, such as {"0" = "pending", "1" = "synced", "2" = "failed"}, got nothing`);
	}

	const fixed = [
		typeof state === 'object' && !v.is(StateSchema, state.constant) ? ['columns.state.constant', states.join(', ')] as const : undefined,
		typeof direction === 'object' && !['inbound', 'outbound'].includes(direction.constant) ? ['columns.direction.constant', 'inbound, outbound'] as const : undefined,
	].find(wrong => wrong !== undefined);
	if (fixed !== undefined) {
		throw new ContractError(fixed[0], `expected one of ${fixed[1]}`);
	}

	return mapping;
}
