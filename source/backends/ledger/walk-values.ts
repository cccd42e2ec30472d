/** Errors in the order of a dimension: its values one after the other, and the errors of each by time. */
import {setImmediate} from 'node:timers/promises';
import {numberOf, textOf} from './columns.ts';
import type {Database} from './database.ts';
import {searchToken} from './search-token.ts';
import type {Dimension} from './error-dictionary.ts';
import {beyond, type Match} from './error-match.ts';
import type {Place} from './error-sort.ts';
import {findPlaces} from './find-places.ts';
import {sql} from './sql.ts';

export type Wanted = {
	readonly after: Place | undefined;
	readonly isDescending: boolean;
	readonly limit: number;
};

/** At most `limit` of what passes the filter, after `after`; undefined where they aren't found within `budget` ms. */
export async function walkValues(
	database: Database, match: Match, {dimension}: {readonly dimension: Dimension}, {after, isDescending, limit, budget}: Wanted & {readonly budget: number},
): Promise<Place[] | undefined> {
	const end = performance.now() + budget;
	const values = database.statement(sql('sorted-values', {
		dimension, causes: match.ofCauses.text, order: isDescending ? 'DESC' : 'ASC', after: after === undefined ? 'TRUE' : `${dimension} ${isDescending ? '<=' : '>='} :after`,
	})).all({...match.ofCauses.values, ...(after !== undefined && {after: after[0]})}).map(row => textOf(row, 'value'));
	const places: Place[] = [];
	for (const value of values) {
		const rest = value === after?.[0] ? beyond(match, after[1], isDescending) : match;
		// eslint-disable-next-line no-await-in-loop -- the next value is for what this one hasn't
		const {found, left} = await findPlaces(database, withValue(database, rest, dimension, value), {
			isDescending, limit: limit - places.length, budget: end - performance.now(),
		});
		if (left !== undefined) {
			return undefined;
		}

		places.push(...found.map((position): Place => [value, position]));
		if (places.length === limit) {
			break;
		}

		await setImmediate(); // eslint-disable-line no-await-in-loop -- the turn of others
	}

	return places;
}

function withValue(database: Database, match: Match, dimension: Dimension, value: string): Match {
	const id = numberOf(database.statement(sql('find-value')).get({dimension, value}) ?? {}, 'value_id');
	const token = `${dimension} : "${searchToken(id)}"`;
	// Found by the index of words alone: the ways past it don't know of the value.
	return {
		...match, words: {wanted: [...match.words?.wanted ?? [], token], unwanted: match.words?.unwanted ?? []}, trigrams: [], atMost: Infinity,
	};
}
