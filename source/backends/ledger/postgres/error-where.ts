/** From the filter of the contract to SQL over rows of `error` or `cause`. Column names are ours; all that was typed is bound. */
import type {ErrorFilter} from '../../../contract/queries.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {checkParts, hasRecords, splitValues} from '../../filter-parts.ts';
import {numberOf} from '../columns.ts';
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
	/** All but `causes`, on open rows of `error`. */
	rest(parameters: Parameters): string;
	readonly asksCauses: boolean;
	/** Whether `causes` is the whole filter. */
	readonly isOfCauses: boolean;
	/** How words are found: `index` of trigrams · `reading` each text, as they are too short for it or unwanted, or there is none. */
	readonly words: 'none' | 'index' | 'reading';
	/** ms UTC, as asked. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	/** False: no error can match. */
	readonly isPossible: boolean;
};

/** What the index can find a word by: three letters or digits in a row. */
const trigram = /[\p{Letter}\p{Number}]{3}/v;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. `hasTrigrams`: there is an index of words. */
export function whereOf(filter: ErrorFilter, hasTrigrams: boolean): Where {
	checkParts(filter);
	const {q, level, from, to} = filter;
	const words = readWords(q);
	const asksCauses = dimensions.some(dimension => filter[dimension].length > 0);
	return {
		causes: (parameters, table) => allOf(dimensions.flatMap(dimension => valuesOf(parameters, `${table}.${dimension}`, filter[dimension]))),
		rest: parameters => allOf([
			'error.state = \'open\'',
			...(from === undefined ? [] : [`error.occurred_at >= ${parameters.add(from)}`]),
			...(to === undefined ? [] : [`error.occurred_at < ${parameters.add(to)}`]),
			...words.map(word => wordCondition(parameters, word)),
		]),
		asksCauses,
		isOfCauses: words.length === 0 && from === undefined && to === undefined,
		words: words.length === 0 ? 'none' : (hasTrigrams && words.some(({text, isNegated}) => !isNegated && trigram.test(text)) ? 'index' : 'reading'),
		from,
		to,
		isPossible: hasRecords(level),
	};
}

/** A filter as it stands in a question about `error`. */
export type Matching = {
	readonly where: Where;
	/** The whole filter. */
	errors(parameters: Parameters): string;
	/** An index has what is asked, and little beside it: better to pick a page out of that than to walk through time until it is met. */
	readonly isIndexed: boolean;
};

/** Causes that are worth naming one by one. */
const maxNamed = 1000;

/** Errors of so few causes are found by these. */
const few = 10_000;

/**
Which causes a filter is about is looked up first, as there are few: an index has the errors of those that are rare, and where none has any, nothing is
searched for. Undefined: no error matches. Ask what follows in the same snapshot.
*/
export async function matchingOf(client: Pick<PostgresClient, 'query'>, where: Where): Promise<Matching | undefined> {
	if (!where.isPossible) {
		return undefined;
	}

	if (!where.asksCauses) {
		return {where, errors: parameters => where.rest(parameters), isIndexed: where.words === 'index'};
	}

	const asked = createParameters();
	const rows = await client.query(`
		SELECT cause_id, sum(open) AS open FROM cause JOIN cause_count USING (cause_id) WHERE ${where.causes(asked, 'cause')} GROUP BY cause_id HAVING sum(open) > 0`, asked.values);
	if (rows.length === 0) {
		return undefined;
	}

	const ids = rows.map(row => numberOf(row, 'cause_id'));
	const open = rows.reduce((sum, row) => sum + numberOf(row, 'open'), 0);
	return {
		where,
		errors: parameters => allOf([where.rest(parameters), ids.length > maxNamed ? where.causes(parameters, 'error') : `error.cause_id = ANY(${parameters.add(ids)}::bigint[])`]),
		isIndexed: where.words === 'index' || (ids.length <= maxNamed && open <= few),
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
	const {wanted, unwanted} = splitValues(values);
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
