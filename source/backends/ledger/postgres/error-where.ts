/** From the filter of the contract to SQL over rows of `error` or `cause`. Column names are ours; all that was typed is bound. */
import {ProblemError} from '../../../contract/problem.ts';
import type {ErrorFilter} from '../../../contract/queries.ts';
import {readWords, type Word} from '../error-words-asked.ts';
import {dimensions} from '../error-dictionary.ts';
import {stored} from './stored-text.ts';

/** Values for $1, $2 …: each condition takes the numbers that are next. */
export type Parameters = {
	readonly values: unknown[];
	/** Its number, as `$3`. */
	add(value: unknown): string;
};

export function createParameters(values: unknown[] = []): Parameters {
	return {
		values,
		add(value) {
			values.push(value);
			return `$${values.length}`;
		},
	};
}

export type Where = {
	/** Objects, operations, directions and codes, on a table that has them (`error` or `cause`); TRUE where nothing is asked of them. */
	causes(parameters: Parameters, table: 'error' | 'cause'): string;
	/** The whole filter, on open rows of `error`. */
	errors(parameters: Parameters): string;
	/** Whether `causes` is the whole filter. */
	readonly isOfCauses: boolean;
	/** Whether there are words that the index of trigrams doesn't know, too short for it or unwanted, and none that it does. */
	readonly isCostly: boolean;
	/** False: no error can match. */
	readonly isPossible: boolean;
};

/** More words and values than this in one filter are refused, as in every ledger. */
const maxTerms = 200;

const shortest = 3;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. `hasTrigrams`: there is an index of words. */
export function whereOf(filter: ErrorFilter, hasTrigrams: boolean): Where {
	const {q, object, operation, direction, code, level, from, to} = filter;
	if ([q, object, operation, direction, code, level].flat().length > maxTerms) {
		throw new ProblemError('invalid-request', `a filter may have ${maxTerms} words and values at most`);
	}

	const words = readWords(q);
	const causes: Where['causes'] = (parameters, table) => allOf(dimensions.flatMap(dimension => valuesOf(parameters, `${table}.${dimension}`, filter[dimension])));
	return {
		causes,
		errors: parameters => allOf([
			'error.state = \'open\'',
			...(from === undefined ? [] : [`error.occurred_at >= ${parameters.add(from)}`]),
			...(to === undefined ? [] : [`error.occurred_at < ${parameters.add(to)}`]),
			causes(parameters, 'error'),
			...words.map(word => wordCondition(parameters, word)),
		]),
		isOfCauses: words.length === 0 && from === undefined && to === undefined,
		isCostly: words.length > 0 && words.every(({length, isNegated}) => !hasTrigrams || isNegated || length < shortest),
		isPossible: hasRecords(level),
	};
}

export function allOf(conditions: readonly string[]): string {
	const parts = conditions.filter(text => text !== 'TRUE');
	return parts.length === 0 ? 'TRUE' : parts.map(text => `(${text})`).join(' AND ');
}

function wordCondition(parameters: Parameters, {text, isNegated}: Word): string {
	return `error.search ${isNegated ? 'NOT LIKE' : 'LIKE'} ${parameters.add(`%${escaped(text)}%`)}`;
}

/** Any of the plain values and none of those with `!`; an error without a code has the empty one. */
function valuesOf(parameters: Parameters, column: string, values: readonly string[]): string[] {
	const text = column === 'error.code' ? 'coalesce(error.code, \'\')' : column;
	const {wanted, unwanted} = split(values);
	return [
		...(wanted.length === 0 ? [] : [anyOf(parameters, text, wanted)]),
		...(unwanted.length === 0 ? [] : [`NOT (${anyOf(parameters, text, unwanted)})`]),
	];
}

function anyOf(parameters: Parameters, column: string, values: readonly string[]): string {
	const plain = values.filter(value => !value.includes('*')).map(value => stored(value));
	const patterns = values.filter(value => value.includes('*')).map(value => escaped(stored(value)).replaceAll(/\*+/gv, '%'));
	return [
		...(plain.length === 0 ? [] : [`${column} = ANY(${parameters.add(plain)}::text[])`]),
		...(patterns.length === 0 ? [] : [`${column} LIKE ANY(${parameters.add(patterns)}::text[])`]),
	].join(' OR ');
}

/** For LIKE, where `%`, `_` and `\` have meanings. */
function escaped(text: string): string {
	return text.replaceAll(/[%\\_]/gv, String.raw`\$&`);
}

function split(values: readonly string[]): {wanted: string[]; unwanted: string[]} {
	return {
		wanted: values.filter(value => !value.startsWith('!')),
		unwanted: values.filter(value => value.startsWith('!')).map(value => value.slice(1)),
	};
}

/** The ledger hears of records alone: whether these levels let them through. What is neither a letter nor `*` isn't in its name. */
function hasRecords(levels: readonly string[]): boolean {
	const isRecord = (value: string) => new RegExp(`^${value.replaceAll(/[^\w*]/gv, '\0').replaceAll(/\*+/gv, '.*')}$`, 'v').test('record');
	const {wanted, unwanted} = split(levels);
	return (wanted.length === 0 || wanted.some(value => isRecord(value))) && unwanted.every(value => !isRecord(value));
}
