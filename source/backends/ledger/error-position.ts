/** The place of errors in time: one whole number each, in which the ms comes first and the order within that ms last. */
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** How many errors one ms has room for; those beyond are placed in the next one. */
export const placesPerMs = 1024;

/**
Earlier and later times (before 1692, after 2248) are placed at these ends: a position stays a whole number that JavaScript can hold.
The end leaves room for a thousand million errors that are later still.
*/
const latestMs = 2 ** 43 - 2 ** 20;
const earliestMs = -latestMs;

/** The first place of a ms (UTC): errors from then on are there or above. */
export function positionAt(ms: number): number {
	return Math.min(latestMs, Math.max(earliestMs, ms)) * placesPerMs;
}

/** The ms (UTC) that a position lies in. */
export function timeAt(position: number): number {
	return Math.floor(position / placesPerMs);
}

/** Finds free places; for one transaction, as it remembers which ms are full. */
export type PlaceFinder = (ms: number) => number;

export function placeFinder(database: Database): PlaceFinder {
	/** From each ms that was full to the one in which there was room. */
	const roomAt = new Map<number, number>();
	return ms => {
		const start = positionAt(ms);
		for (let first = roomAt.get(start) ?? start; ; first += placesPerMs) {
			const end = first + placesPerMs;
			const {last} = database.statement(sql('last-position')).get(first, end) ?? {};
			const next = typeof last === 'number' ? last + 1 : first;
			if (next < end) {
				if (first !== start) {
					roomAt.set(start, first);
				}

				return next;
			}
		}
	};
}
