/** A mapping and the table that it is about, brought together: which column says what, of which type, and in which words. */
import {ProblemError} from '../../contract/problem.ts';
import {states, type ColumnName, type ColumnSource, type DataverseMapping, type State} from './mapping.ts';
import {literalOf} from './literals.ts';
import type {Column, Table} from './table.ts';

export type Field =
	| {readonly kind: 'constant'; readonly word: string}
	/** `words`: from values as text to our words; a value that isn't there is its own word. */
	| {readonly kind: 'column'; readonly column: Column; readonly words: ReadonlyMap<string, string>};

export type Fields = {
	readonly table: Table;
	readonly key: Column;
	readonly object: Field;
	readonly operation: Field | undefined;
	readonly direction: Field | undefined;
	readonly state: Field;
	readonly recordId: Column;
	readonly recordName: Column | undefined;
	readonly changedAt: Column;
	readonly doneAt: Column | undefined;
	/** By which errors are dated: `doneAt` where there is one. */
	readonly failedAt: Column;
	readonly code: Field | undefined;
	readonly message: Column | undefined;
	readonly url: Column | undefined;
	/** Which of the states the table can tell. */
	readonly states: ReadonlySet<State>;
	/** As the mapping has it. */
	readonly filter: string | undefined;
	readonly objects: readonly string[];
};

/** Throws a ProblemError `invalid-request` that names the column that isn't there, or isn't what it has to be. */
export function resolveFields({columns, values, filter, objects}: DataverseMapping, table: Table): Fields {
	const find = (name: string, at: string): Column => {
		const column = table.columns.get(name);
		if (column === undefined) {
			throw wrong(at, `${table.entitySet} has no column "${name}"${hintOf(name, table)}`);
		}

		return column;
	};

	const columnAt = (at: ColumnName): Column | undefined => {
		const name = columns[at];
		return typeof name === 'string' ? find(name, at) : undefined;
	};

	const timeAt = (at: 'changedAt' | 'doneAt'): Column | undefined => {
		const column = columnAt(at);
		if (column !== undefined && column.type !== 'time') {
			throw wrong(at, `"${column.name}" of ${table.entitySet} holds no times`);
		}

		return column;
	};

	const fieldAt = (at: 'object' | 'operation' | 'direction' | 'state', source: ColumnSource): Field => {
		if (typeof source !== 'string') {
			return {kind: 'constant', word: source.constant};
		}

		const column = find(source, at);
		const own = new Map(Object.entries(values[at] ?? {}));
		const stray = own.keys().find(value => literalOf(column.type, value) === undefined);
		if (stray !== undefined) {
			throw new ProblemError('invalid-request', `mapping.values.${at}: "${stray}" is no value of "${column.name}", which holds ${kinds[column.type]}`);
		}

		return {kind: 'column', column, words: at === 'object' || at === 'operation' ? new Map([...column.options ?? [], ...own]) : own};
	};

	const key = table.columns.get(table.key) ?? {name: table.key, type: 'guid'};
	const changedAt = timeAt('changedAt') ?? find(columns.changedAt, 'changedAt');
	const doneAt = timeAt('doneAt');
	const code = columnAt('code');
	const state = fieldAt('state', columns.state);
	const told = state.kind === 'constant' ? [state.word] : state.words.values().toArray();
	return {
		table, key, changedAt, doneAt, state, filter, objects,
		object: fieldAt('object', columns.object),
		operation: columns.operation === undefined ? undefined : fieldAt('operation', columns.operation),
		direction: columns.direction === undefined ? undefined : fieldAt('direction', columns.direction),
		recordId: columnAt('recordId') ?? key,
		recordName: columnAt('recordName'),
		failedAt: doneAt ?? changedAt,
		code: code === undefined ? undefined : {kind: 'column', column: code, words: new Map()},
		message: columnAt('message'),
		url: columnAt('url'),
		states: new Set(states.filter(known => told.includes(known))),
	};
}

/** Every column that a row is read with, each once. */
export function columnsOf(fields: Fields): string[] {
	const {key, object, operation, direction, state, recordId, recordName, changedAt, doneAt, code, message, url} = fields;
	const mapped = [object, operation, direction, state, code].flatMap(field => field?.kind === 'column' ? [field.column] : []);
	return [...new Set([key, ...mapped, recordId, recordName, changedAt, doneAt, message, url].flatMap(column => column === undefined ? [] : [column.name]))];
}

const kinds = {text: 'texts', number: 'numbers', guid: 'ids', boolean: 'true and false', time: 'times'} as const;

function wrong(at: string, what: string): ProblemError {
	return new ProblemError('invalid-request', `mapping.columns.${at}: ${what}`);
}

/** What else may be meant: the names that one is part of, or a lookup's. */
function hintOf(name: string, {columns}: Table): string {
	const wanted = name.toLowerCase();
	const near = columns.keys().filter(known => known.toLowerCase().includes(wanted) || wanted.includes(known.toLowerCase())).take(3).toArray();
	return near.length === 0 ? '' : `; is ${near.join(' or ')} meant?`;
}
