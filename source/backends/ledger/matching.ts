/** SQL for what a filter lets through, as a part of questions about it. */
import type {Match, Words} from './error-match.ts';
import {stretchExpression} from './search-stretches.ts';
import type {Span} from './slices.ts';
import {sql} from './sql.ts';

export type Matching = {
	/** FROM and WHERE, with `:from` and `:to`. */
	readonly text: string;
	/** The table whose rowid is the position. */
	readonly table: 'error_search' | 'open_error';
	/** `isWhole`: the question is not about a slice, so it may go through all that the index has. */
	values(span: Span, isWhole?: boolean): Record<string, string | number>;
};

/** `withCauses`: open_error.cause_id is there to be read. */
export function matchingOf(match: Match, withCauses = false): Matching {
	const table = match.words === undefined ? 'open_error' : 'error_search';
	const needsCauses = withCauses || match.causes.text !== 'TRUE';
	const joined = [
		...(table === 'error_search' && needsCauses ? ['CROSS JOIN open_error ON open_error.position = error_search.rowid'] : []),
		...(match.texts.text === 'TRUE' ? [] : [`CROSS JOIN error ON error.position = ${table}.rowid`]),
	];
	const text = sql('matching', {
		table,
		joined: joined.join(' '),
		words: match.words === undefined ? 'TRUE' : 'error_search MATCH :words',
		// The plus keeps SQLite from going by the index of causes, which would leave the order.
		causes: match.causes.text === 'TRUE' ? 'TRUE' : `+open_error.cause_id IN (SELECT cause_id FROM cause WHERE open > 0 AND ${match.causes.text})`,
		texts: match.texts.text,
	});
	const bound = {...match.causes.values, ...match.texts.values};
	return {
		text,
		table,
		values: ({from, to}, isWhole = false) => ({
			...bound, ...(match.words !== undefined && {words: wordsExpression(match.words, isWhole ? undefined : stretchExpression({from, to}))}), from, to,
		}),
	};
}

/** In the language of the index. The stretches of the span come first: it goes from one to the next by what stands first. */
function wordsExpression({wanted, unwanted}: Words, stretch: string | undefined): string {
	const base = [...(stretch === undefined ? [] : [stretch]), ...wanted].join(' AND ');
	return unwanted.length === 0 ? base : `(${base}) NOT (${unwanted.join(' OR ')})`;
}
