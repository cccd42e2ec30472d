/** The next errors in an order, each way of ordering by what finds them fastest. */
import type {ErrorsQuery} from '../../contract/queries.ts';
import type {Database} from './database.ts';
import {beyond, type Match} from './error-match.ts';
import {sortColumns, type Place} from './error-sort.ts';
import {findPlaces} from './find-places.ts';
import {gatherSorted} from './gather-sorted.ts';
import {walkIndex} from './walk-index.ts';
import {walkValues} from './walk-values.ts';

export type Sorted = {
	readonly places: readonly Place[];
	/** Where to go on, although fewer were found than asked for; undefined where these are all there are. */
	readonly left: Place | undefined;
};

export type SortedOptions = {
	readonly isStream: boolean;
	/** ms for errors by time. */
	readonly patience: number;
};

/** At most `limit` of them, after `after`. */
export type FindSorted = (match: Match, after: Place | undefined, limit: number) => Promise<Sorted>;

/** So many errors are read and sorted for a page without looking for something better. */
const few = 20_000;

/** In rows of an index, and in ms for values: where a page isn't found by then, what passes the filter is rare along the way, and is gathered. */
const indexBudget = 30_000;
const valuesBudget = 30;

export function findSorted(database: Database, sort: ErrorsQuery['sort'], {isStream, patience}: SortedOptions): FindSorted {
	const column = sortColumns[sort.column];
	const isDescending = sort.descending;
	if (column.by === 'time') {
		return async (match, after, limit) => findByTime(database, match, {
			after, isDescending, limit, patience,
		});
	}

	let isFew: boolean | undefined;
	const countFew = async (match: Match): Promise<boolean> => {
		if (match.atMost <= few || match.isCounted) {
			return match.atMost <= few;
		}

		const {found} = await findPlaces(database, match, {isDescending: true, limit: few + 1});
		return found.length <= few;
	};

	return async (match, after, limit) => {
		// Asked once for all pages of a stream: its reading would be too long, if each page began so.
		isFew ??= await countFew(match);
		const wanted = {after, isDescending, limit};
		if (!isFew) {
			const walked = column.by === 'values'
				? await walkValues(database, match, column, {...wanted, budget: isStream ? Infinity : valuesBudget})
				: await walkIndex(database, match, column, {...wanted, budget: isStream ? Infinity : indexBudget});
			if (walked !== undefined) {
				return {places: walked, left: undefined};
			}
		}

		return {places: await gatherSorted(database, match, column, wanted), left: undefined};
	};
}

type TimeWanted = {readonly after: Place | undefined; readonly isDescending: boolean; readonly limit: number; readonly patience: number};

async function findByTime(database: Database, match: Match, {after, isDescending, limit, patience}: TimeWanted): Promise<Sorted> {
	const {found, left} = await findPlaces(database, beyond(match, after?.[1], isDescending), {isDescending, limit, budget: patience});
	return {
		places: found.map((position): Place => [0, position]),
		left: left === undefined ? undefined : [0, isDescending ? left.to : left.from - 1],
	};
}
