/** Long work on the open errors, a span of them at a time, with other requests answered in between. */
import {setImmediate} from 'node:timers/promises';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** Positions, from inclusive, to exclusive. */
export type Span = {readonly from: number; readonly to: number};

export type SliceOptions = {
	/** From the newest down; otherwise from the oldest up. */
	readonly isDescending: boolean;
	/**
	Whether the work grows with the errors of a span: then its errors are counted off. Where it is done by an index that may jump over most of them,
	counting would cost more than the work: spans of time will do.
	*/
	readonly isPerError: boolean;
	/** ms, after which no further slice is begun. */
	readonly budget: number;
};

/** In errors: little enough for any work, as nothing is known of it yet. */
const firstRows = 4096;

/** What a slice should take, in ms, and how much larger than the one before it may be. */
const sliceTime = 5;
const maxGrowth = 8;

/**
Does `work` slice by slice until it returns false. Resolves with the span that is left when the budget is used up; undefined where nothing is left, or
the work wanted no more.
*/
export async function inSlices(database: Database, {from, to}: Span, options: SliceOptions, work: (slice: Span) => boolean): Promise<Span | undefined> {
	const startedAt = performance.now();
	let turnAt = startedAt;
	let left = spanOfOpen(database, {from, to});
	let rows = firstRows;
	let width: number | undefined;
	while (left.from < left.to) {
		const slice = width === undefined ? sliceOfRows(database, left, rows, options.isDescending) : sliceOfWidth(left, width, options.isDescending);
		const sliceAt = performance.now();
		const isWanted = work(slice);
		const now = performance.now();
		left = options.isDescending ? {from: left.from, to: slice.from} : {from: slice.to, to: left.to};
		if (!isWanted || left.from >= left.to) {
			return undefined;
		}

		if (now - startedAt >= options.budget) {
			return left;
		}

		const growth = Math.min(maxGrowth, Math.max(1 / maxGrowth, sliceTime / (now - sliceAt)));
		rows = Math.max(firstRows / maxGrowth, Math.floor(rows * growth));
		width = options.isPerError ? undefined : Math.max(1, Math.floor((slice.to - slice.from) * growth));
		if (now - turnAt < sliceTime) {
			continue;
		}

		await setImmediate(); // eslint-disable-line no-await-in-loop -- the turn of others
		turnAt = performance.now();
	}

	return undefined;
}

/** Without the parts at its ends that have no errors: the width of a span is to tell how many errors it may have. */
function spanOfOpen(database: Database, {from, to}: Span): Span {
	const {first, last} = database.statement(sql('span-of-open')).get({from, to}) ?? {};
	return typeof first === 'number' && typeof last === 'number' ? {from: first, to: last + 1} : {from, to: from};
}

/** From where on a span has so many open errors; where it has fewer, it is from its beginning. */
export function newestFrom(database: Database, span: Span, rows: number): number {
	return sliceOfRows(database, span, rows, true).from;
}

function sliceOfRows(database: Database, {from, to}: Span, rows: number, isDescending: boolean): Span {
	const end = database.statement(sql('slice-end', {order: isDescending ? 'DESC' : 'ASC'})).get({from, to, rows});
	if (end === undefined) {
		return {from, to};
	}

	return isDescending ? {from: numberOf(end, 'position') + 1, to} : {from, to: numberOf(end, 'position')};
}

function sliceOfWidth({from, to}: Span, width: number, isDescending: boolean): Span {
	return isDescending ? {from: Math.max(from, to - width), to} : {from, to: Math.min(to, from + width)};
}
