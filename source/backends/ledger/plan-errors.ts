/** Lists of errors: what a filter lets through, in an order, page by page. */
import type {ErrorFilter, ErrorsQuery} from '../../contract/queries.ts';
import type {Row} from './columns.ts';
import type {Database} from './database.ts';
import {resolveFilter, type Match} from './error-match.ts';
import {placesPerMs} from './error-position.ts';
import type {Place} from './error-sort.ts';
import {findSorted, type Sorted} from './find-sorted.ts';
import {newestFrom} from './slices.ts';
import {sql} from './sql.ts';

/** Where a page ended, as far as the one after it has to know. Where a list is of the newest errors alone: from which position on. */
export type PageEnd = readonly [...place: Place, floor?: number | undefined];

export type ErrorRows = {
	/** In order. What was closed or failed again while the page was found is missing: a page may be shorter than asked, and not the last. */
	readonly rows: readonly Row[];
	/** Where the next page goes on; undefined at the end. */
	readonly next: PageEnd | undefined;
	/** ms UTC: only errors from then on were looked at until here. Undefined where all were that are in the list before this page's end. */
	readonly searchedFrom: number | undefined;
};

export type ErrorPlan = {
	/**
	At most `limit` errors after another page's end. `columns` is a select list over the row of `error`. Takes its turn with other requests where it
	takes long. Pages hold while errors come, go and move: what stays comes once, in its place.
	*/
	page(columns: string, after: PageEnd | undefined, limit: number): Promise<ErrorRows>;
	/** What the filter lets through, for counting it; undefined where that is nothing. */
	readonly match: Match | undefined;
};

export type PlanOptions = {
	/** For one who reads to the end, and minds neither short pages nor waiting. Otherwise someone waits for a page: it may then be of the newest errors alone. */
	readonly isStream?: boolean;
};

/** ms for a page of the newest errors; what isn't found by then is for the next page. */
const patience = 7;

/** Where each error would have to be read for a short word, orders other than the newest first are of so many of the newest errors alone. */
const readable = 20_000;

/** Throws a ProblemError `invalid-request` for a filter of too many parts. */
export function planErrors(database: Database, {sort, ...filter}: ErrorFilter & Pick<ErrorsQuery, 'sort'>, {isStream = false}: PlanOptions = {}): ErrorPlan {
	const match = resolveFilter(database, filter);
	if (match === undefined) {
		return {match, page: async () => ({rows: [], next: undefined, searchedFrom: undefined})};
	}

	const isNewestFirst = sort.column === 'occurredAt' && sort.descending;
	const isOfNewest = match.isCostly && !isNewestFirst && !isStream;
	const find = findSorted(database, sort, {isStream, patience: isNewestFirst && !isStream ? patience : Infinity});
	return {
		match,
		async page(columns, after, limit) {
			const floor = isOfNewest ? after?.[2] ?? newestFrom(database, match, readable) : undefined;
			const span = {...match, from: Math.max(match.from, floor ?? match.from)};
			const sorted = await find(span, after === undefined ? undefined : [after[0], after[1]], limit + 1);
			const end = endOf(sorted, limit);
			const positions = sorted.places.slice(0, limit).map(([, position]) => position);
			const rows = database.statement(sql('error-rows', {columns})).all({positions: JSON.stringify(positions)});
			return {
				rows,
				next: end === undefined ? undefined : (floor === undefined ? end : [...end, floor]),
				searchedFrom: searchedFrom(sorted, isNewestFirst, span.from === match.from ? undefined : floor),
			};
		},
	};
}

function endOf({places, left}: Sorted, limit: number): Place | undefined {
	return places.length > limit ? places[limit - 1] : left;
}

function searchedFrom({left}: Sorted, isNewestFirst: boolean, floor: number | undefined): number | undefined {
	const from = isNewestFirst ? left?.[1] : floor;
	return from === undefined ? undefined : msFrom(from);
}

/** The first ms (UTC) of which no error lies below a position. */
function msFrom(position: number): number {
	return Math.ceil(position / placesPerMs);
}
