/** From the filter of the contract to what the tables of the errors are asked. Column names are ours; everything that a user typed is bound. */
import type {ErrorFilter} from '../../contract/queries.ts';
import {checkParts} from '../filter-parts.ts';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {positionAt} from './error-position.ts';
import {allValues, readValues, tokensExpression, type ValueSet} from './error-values.ts';
import {
	expressionsOf, isIndexed, isShort, readWords, textsCondition, trigramsOf, type Trigram, type Word,
} from './error-words-asked.ts';
import {sql} from './sql.ts';

/** SQL with named values. */
export type Condition = {readonly text: string; readonly values: Readonly<Record<string, string>>};

export type Words = {readonly wanted: readonly string[]; readonly unwanted: readonly string[]};

/** What a filter lets through, as far as it is known without reading errors. */
export type Match = {
	/** Positions, from inclusive, to exclusive. */
	readonly from: number;
	readonly to: number;
	/** What the index of words is asked, in its own language: all of `wanted`, none of `unwanted`. Undefined where there is nothing that it knows. */
	readonly words: Words | undefined;
	/** What remains of `ofCauses`: TRUE, or all of it, where it is about too many values for the index of words. */
	readonly causes: Condition;
	/** What remains of the words: conditions on `error.search`. TRUE where there are none. */
	readonly texts: Condition;
	/** The whole filter, times aside, as a condition on a row of `error`. */
	readonly row: Condition;
	/** What is asked of objects, operations, directions and codes, as a condition on a row of `cause` (or of `error`). */
	readonly ofCauses: Condition;
	/** All of the words, as conditions on `error.search`. */
	readonly allTexts: Condition;
	/** What the words have that the index knows. */
	readonly trigrams: readonly Trigram[];
	/** Whether `ofCauses` is the whole filter, so that `atMost` is how many errors pass it. */
	readonly isCounted: boolean;
	/** Whether there are words too short for the index, for which every error would have to be read. */
	readonly isCostly: boolean;
	/** How many open errors there are, words and times aside. */
	readonly atMost: number;
};

/** The condition for values beyond so many is on causes: it takes as long for a thousand as for one. */
const maxTokens = 64;

/** Every row passes. */
export const always: Condition = {text: 'TRUE', values: {}};

function allOf(conditions: readonly Condition[]): Condition {
	return {text: conditions.map(({text}) => `(${text})`).join(' AND '), values: Object.assign({}, ...conditions.map(({values}) => values)) as Condition['values']};
}

/** Undefined where no error can match. Throws a ProblemError `invalid-request` for a filter of too many parts. */
export function resolveFilter(database: Database, filter: ErrorFilter): Match | undefined {
	checkParts(filter);
	const {q, from, to} = filter;
	const sets = readValues(database, filter);
	if (sets === undefined) {
		return undefined;
	}

	const causes = valuesCondition('cause', sets);
	const atMost = numberOf(database.statement(sql('count-of-causes', {causes: causes.text})).get(causes.values) ?? {}, 'open');
	if (atMost === 0) {
		return undefined;
	}

	const words = readWords(q);
	const isInTokens = sets.every(({values}) => values.length <= maxTokens);
	return {
		from: from === undefined ? Number.MIN_SAFE_INTEGER : positionAt(from),
		to: to === undefined ? Number.MAX_SAFE_INTEGER : positionAt(to),
		words: wordsOf(database, words, isInTokens ? sets : []),
		causes: isInTokens ? always : causes,
		texts: textsCondition(words.filter(word => !isIndexed(word))),
		row: allOf([valuesCondition('error', sets), textsCondition(words)]),
		ofCauses: causes,
		allTexts: textsCondition(words),
		trigrams: trigramsOf(words),
		isCounted: words.length === 0 && from === undefined && to === undefined,
		isCostly: words.some(word => isShort(word)),
		atMost,
	};
}

function wordsOf(database: Database, words: readonly Word[], sets: readonly ValueSet[]): Words | undefined {
	const expressions = (isNegated: boolean) => [
		...expressionsOf(words, isNegated),
		...sets.filter(({isExcluded}) => isExcluded === isNegated).map(set => tokensExpression(set)),
	];
	const wanted = expressions(false);
	const unwanted = expressions(true);
	if (wanted.length + unwanted.length === 0) {
		return undefined;
	}

	// There is no NOT without something to take it from: all errors have a direction.
	return {wanted: wanted.length === 0 ? [tokensExpression(allValues(database, 'direction'))] : wanted, unwanted};
}

/** A condition on a row of a table that has the dimensions as columns. */
function valuesCondition(table: 'cause' | 'error', sets: readonly ValueSet[]): Condition {
	// A row of `error` has no code where its cause has the empty one.
	const parts = sets.map(({dimension, isExcluded}) =>
		`coalesce(${table}.${dimension}, '') ${isExcluded ? 'NOT IN' : 'IN'} (SELECT value FROM json_each(:${dimension}))`);
	return {
		text: parts.length === 0 ? always.text : parts.join(' AND '),
		values: Object.fromEntries(sets.map(({dimension, values}) => [dimension, JSON.stringify(values.map(({value}) => value))])),
	};
}

/** What passes the filter beyond a position. */
export function beyond(match: Match, position: number | undefined, isDescending: boolean): Match {
	if (position === undefined) {
		return match;
	}

	return isDescending ? {...match, to: Math.min(match.to, position)} : {...match, from: Math.max(match.from, position + 1)};
}
