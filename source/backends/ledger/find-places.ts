/** Where the errors are that a filter lets through. */
import {numberOf, type Row} from './columns.ts';
import type {Database} from './database.ts';
import {always, type Match} from './error-match.ts';
import {quoted, type Trigram} from './error-words-asked.ts';
import {matchingOf, type Matching} from './matching.ts';
import {inSlices, type Span} from './slices.ts';
import {sql} from './sql.ts';

export type PlacesOptions = {
	readonly isDescending: boolean;
	/** At most so many. */
	readonly limit: number;
	/** ms, after which what has been found until then is the answer. */
	readonly budget?: number;
};

export type Places = {
	/** Positions, in order. */
	readonly found: readonly number[];
	/** What has not been looked at, as the budget was used up; undefined where it wasn't. */
	readonly left: Span | undefined;
};

/** So few errors of the causes in question are all read, without a search. */
const few = 2048;

/**
Three characters are rare where no more errors have them: those are looked through one by one. Of a word this many are tried, more of a long one, as
each trial costs up to 0.3 ms and to look for a long one among all costs more.
*/
const rare = 4096;
const trials = 4;
const trialsOfLong = 12;

/**
Where few errors come into question, as few have such values or something in the words is rare, these are read, all in one go. Else it is a walk slice
by slice, on which others have their turn: the errors may not be the same any more then.
*/
export async function findPlaces(database: Database, match: Match, {budget = Infinity, ...options}: PlacesOptions): Promise<Places> {
	const foundAmongFew = findAmongFew(database, match, options);
	if (foundAmongFew !== undefined) {
		return {found: foundAmongFew, left: undefined};
	}

	const {isDescending, limit} = options;
	const matching = matchingOf(match);
	const question = placesQuestion(matching, isDescending);
	const isPerError = match.texts.text !== 'TRUE' || matching.table === 'open_error';
	const found: number[] = [];
	const left = await inSlices(database, match, {isDescending, isPerError, budget}, slice => {
		found.push(...positionsOf(database.statement(question).all({...matching.values(slice), limit: limit - found.length})));
		return found.length < limit;
	});
	return {found, left};
}

/** The positions, in order, where few errors have to be read for them; undefined where they are many. */
export function findAmongFew(database: Database, match: Match, {isDescending, limit}: Omit<PlacesOptions, 'budget'>): number[] | undefined {
	if (match.atMost <= few) {
		const {from, to, ofCauses, allTexts} = match;
		const question = sql('places-of-causes', {causes: ofCauses.text, texts: allTexts.text, order: isDescending ? 'DESC' : 'ASC'});
		return positionsOf(database.statement(question).all({
			...ofCauses.values, ...allTexts.values, from, to, limit,
		}));
	}

	const rareOne = rareWord(database, match.trigrams);
	if (rareOne === undefined) {
		return undefined;
	}

	const matching = matchingOf({...match, words: {wanted: [rareOne], unwanted: []}, causes: always, texts: match.row});
	return positionsOf(database.statement(placesQuestion(matching, isDescending)).all({...matching.values(match, true), limit}));
}

function placesQuestion({table, text}: Matching, isDescending: boolean): string {
	return sql('places', {table, matching: text, order: isDescending ? 'DESC' : 'ASC'});
}

function positionsOf(rows: readonly Row[]): number[] {
	return rows.map(row => numberOf(row, 'position'));
}

/** An expression of the index that few errors pass; undefined where none was found. */
function rareWord(database: Database, trigrams: readonly Trigram[]): string | undefined {
	const count = database.statement(sql('count-of-trigram'));
	const step = Math.ceil(trigrams.length / (trigrams.length > 16 ? trialsOfLong : trials));
	const found = trigrams
		.filter((_, index) => index % step === 0)
		.find(({text}) => numberOf(count.get(`text : ${quoted(text)}`, rare + 1) ?? {}, 'count') <= rare);
	return found === undefined ? undefined : `text : ${quoted(found.around)}`;
}
