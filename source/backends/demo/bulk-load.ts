/** Now and then someone loads a long list of leads: everything behind it waits. */
import {streamOf} from './objects.ts';
import type {Random} from './random.ts';

const minute = 60_000;
const hour = 60 * minute;

export type BulkLoads = {
	/** How many leads of a load come in the `length` ms of work before `end` (ms of work). */
	during(end: number, length: number): number;
};

/** All of a load's leads are of this stream. */
export const bulkStream = streamOf('lead', 'insert', 'inbound');

/** Records of a load. */
export function bulkLoadSize(random: Random): number {
	return 20_000 + random.below(30_001);
}

/** The first load comes within the first hour after `start` (ms of work), the others 6 to 14 hours apart. */
export function createBulkLoads(random: Random, start: number): BulkLoads {
	let next = start + (15 + random.below(30)) * minute;
	let left = 0;
	let perMs = 0;
	let owed = 0;
	return {
		during(end, length) {
			if (left === 0 && end >= next) {
				left = bulkLoadSize(random);
				perMs = left / ((3 + random.below(6)) * minute);
				next = end + (6 + random.below(8)) * hour;
				owed = 0;
			}

			if (left === 0) {
				return 0;
			}

			owed += perMs * length;
			const now = Math.min(left, Math.floor(owed));
			owed -= now;
			left -= now;
			return now;
		},
	};
}
