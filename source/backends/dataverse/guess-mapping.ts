/** Which columns of a table may say what, going by names, labels and types: a proposal for a person to look at. */
import type {ColumnName, State} from './mapping.ts';
import type {Column, ColumnType, Table} from './table.ts';

export type GuessedMapping = {
	readonly entitySet: string;
	readonly columns: Readonly<Partial<Record<ColumnName, Column>>>;
	readonly values: Readonly<Partial<Record<'operation' | 'direction' | 'state', ReadonlyMap<string, string>>>>;
};

type Hint = {
	/** The first that a column fits is what it is taken for; earlier ones are better. */
	readonly names: readonly RegExp[];
	readonly types: readonly ColumnType[];
	/** How much it says about the table that it has such a column. */
	readonly weight: number;
};

/** In the order in which columns are given away: each is used once. */
const hints: ReadonlyArray<readonly [ColumnName, Hint]> = [
	['code', {names: [/error_?\s?(?:code|number)/v, /(?:result|response)_?\s?code/v, /(?:^|_)code$/v], types: ['text', 'number'], weight: 3}],
	['message', {names: [/error_?\s?(?:message|text|detail|description)/v, /(?:^|_|error|\s)(?:message|reason|details?)$/v, /(?:^|_)error$/v], types: ['text'], weight: 2}],
	['operation', {names: [/operation/v, /(?:^|_|\s)action/v, /change_?\s?type|event_?\s?type|message_?name/v], types: ['number', 'text'], weight: 4}],
	['direction', {names: [/direction/v], types: ['number', 'text', 'boolean'], weight: 2}],
	['state', {
		names: [/sync_?\s?(?:status|state)/v, /process(?:ing)?_?\s?(?:status|state)/v, /_(?:status|state)$/v, /^(?:status|state)$/v, /^statuscode$/v, /^statecode$/v],
		types: ['number', 'text', 'boolean'], weight: 3,
	}],
	['object', {names: [/(?:entity|object|table|record)_?\s?(?:type|name|logical)/v, /(?:^|_)(?:entity|object|table)$/v], types: ['text', 'number'], weight: 3}],
	['recordId', {names: [/(?:record|entity|object|regarding|source)_?\s?(?:id|guid)/v, /^_(?:regarding|\w*record)\w*_value$/v], types: ['text', 'guid'], weight: 3}],
	['recordName', {names: [/(?:record|display|full)_?\s?name/v, /(?:^|_)(?:name|title|subject)$/v], types: ['text', 'guid'], weight: 1}],
	['changedAt', {names: [/queued|changed|enqueued/v, /^createdon$/v, /creat/v], types: ['time'], weight: 1}],
	['doneAt', {names: [/processed|completed|synced|finished/v, /^modifiedon$/v, /modif/v], types: ['time'], weight: 1}],
];

export function guessMapping(table: Table): {mapping: GuessedMapping; score: number} {
	const used = new Set([table.key]);
	const columns: Partial<Record<ColumnName, Column>> = {};
	let score = 0;
	for (const [name, hint] of hints) {
		const found = bestOf(table, hint, used);
		if (found === undefined) {
			continue;
		}

		used.add(found.name);
		columns[name] = found;
		score += hint.weight;
	}

	const {operation, direction, state} = columns;
	return {
		score,
		mapping: {
			entitySet: table.entitySet,
			columns,
			values: {
				...(operation !== undefined && {operation: wordsOf(operation, operationOf)}),
				...(direction !== undefined && {direction: wordsOf(direction, directionOf)}),
				...(state !== undefined && {state: wordsOf(state, stateOf)}),
			},
		},
	};
}

function bestOf({columns}: Table, {names, types}: Hint, used: ReadonlySet<string>): Column | undefined {
	const rank = ({type, options: choice}: Column) => (types.indexOf(type) * 2) + (choice === undefined ? 1 : 0);
	for (const name of names) {
		const fitting = columns.values()
			.filter(column => !used.has(column.name) && types.includes(column.type) && [column.name, column.label ?? ''].some(text => name.test(text.toLowerCase())))
			.toArray();
		const [best] = fitting.toSorted((a, b) => rank(a) - rank(b));
		if (best !== undefined) {
			return best;
		}
	}

	return undefined;
}

function wordsOf({options}: Column, wordOf: (label: string) => string | undefined): ReadonlyMap<string, string> {
	return new Map(options?.entries().flatMap(([value, label]): Array<[string, string]> => {
		const word = wordOf(label.toLowerCase());
		return word === undefined ? [] : [[value, word]];
	}));
}

function operationOf(label: string): string | undefined {
	return firstOf(label, [[/delet|remov/v, 'delete'], [/insert|creat|\badd|\bnew\b/v, 'insert'], [/updat|chang|edit|modif/v, 'update']]);
}

function directionOf(label: string): string | undefined {
	return firstOf(label, [[/inbound|to marketo/v, 'inbound'], [/outbound|from marketo|to (?:dynamics|crm)/v, 'outbound']]);
}

function stateOf(label: string): State | undefined {
	return firstOf(label, [
		[/fail|error|reject/v, 'failed'],
		[/pending|queue|wait|\bnew\b|\bopen\b|ready|unprocessed|not |in progress|retry/v, 'pending'],
		[/success|sync|complet|\bdone\b|processed|\bsent\b|finish/v, 'synced'],
	]);
}

function firstOf<Word>(label: string, words: ReadonlyArray<readonly [RegExp, Word]>): Word | undefined {
	return words.find(([pattern]) => pattern.test(label))?.[1];
}
