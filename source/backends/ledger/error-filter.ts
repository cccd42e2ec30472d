/** From the filter of the contract to a condition of SQL. Column names are ours; everything that a user typed is bound. */
import {ProblemError} from '../../contract/problem.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {fold} from './fold.ts';

/** A condition with `?` for each of its values, in order. */
export type Condition = {readonly text: string; readonly values: ReadonlyArray<string | number>};

/** More words and values than this in one filter are refused: SQLite's expressions have a depth. */
const maxTerms = 200;

/** Columns of the table `error`. Throws a ProblemError `invalid-request` for a filter of too many parts. */
export function errorCondition(filter: ErrorFilter): Condition {
	const {q, object, operation, direction, code, level, from, to} = filter;
	if ([q, object, operation, direction, code, level].flat().length > maxTerms) {
		throw new ProblemError('invalid-request', `a filter may have ${maxTerms} words and values at most`);
	}

	return allOf([
		...dimensionConditions(filter),
		...q.map(word => wordCondition(word)),
		valuesCondition('code', code),
		...(from === undefined ? [] : [{text: 'occurred_at >= ?', values: [from]}]),
		...(to === undefined ? [] : [{text: 'occurred_at < ?', values: [to]}]),
	]);
}

/** The same for what the counters know too; undefined where the filter asks for more than that. */
export function counterCondition(filter: ErrorFilter): Condition | undefined {
	const {q, code, from, to} = filter;
	const isCounted = q.length === 0 && code.length === 0 && from === undefined && to === undefined;
	return isCounted ? allOf(dimensionConditions(filter)) : undefined;
}

function dimensionConditions({object, operation, direction, level}: ErrorFilter): Condition[] {
	return [
		valuesCondition('object', object),
		valuesCondition('operation', operation),
		valuesCondition('direction', direction),
		// The ledger hears of records alone.
		valuesCondition('\'record\'', level),
	];
}

function allOf(conditions: readonly Condition[]): Condition {
	const real = conditions.filter(({text}) => text !== '');
	return real.length === 0 ? {text: 'TRUE', values: []} : join(real, ' AND ');
}

function join(conditions: readonly Condition[], by: string): Condition {
	return {text: `(${conditions.map(({text}) => text).join(by)})`, values: conditions.flatMap(({values}) => values)};
}

function wordCondition(word: string): Condition {
	return word.startsWith('!') && word !== '!'
		? {text: 'instr(search, ?) = 0', values: [fold(word.slice(1))]}
		: {text: 'instr(search, ?) > 0', values: [fold(word)]};
}

/** Any of the plain values and none of those with `!`. */
function valuesCondition(column: string, values: readonly string[]): Condition {
	const wanted = values.filter(value => !value.startsWith('!')).map(value => valueCondition(column, value));
	const unwanted = values.filter(value => value.startsWith('!')).map(value => valueCondition(column, value.slice(1)));
	const parts = [
		...(wanted.length === 0 ? [] : [join(wanted, ' OR ')]),
		...unwanted.map(({text, values: bound}) => ({text: `NOT ${text}`, values: bound})),
	];
	return parts.length === 0 ? {text: '', values: []} : join(parts, ' AND ');
}

/** `IS` and coalesce: a record without a code is none of `!1007`, and not unknown. The empty value stands for none. */
function valueCondition(column: string, value: string): Condition {
	if (value === '') {
		return {text: `(coalesce(${column}, '') = '')`, values: []};
	}

	return value.includes('*')
		? {text: `(coalesce(${column}, '') GLOB ?)`, values: [globOf(value)]}
		: {text: `(${column} IS ?)`, values: [value]};
}

/** `*` alone keeps its meaning: `?` and `[` are what they are. A run of `*` says no more than one, and costs more. */
function globOf(value: string): string {
	return value.replaceAll(/[?\[]/gv, '[$&]').replaceAll(/\*+/gv, '*');
}
