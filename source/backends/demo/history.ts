/** What the sync did in the five days before the demo starts, in quarter hours. */
import type {HistoryBucket} from '../../contract/ingest.ts';
import {bulkLoadSize} from './bulk-load.ts';
import {demoObjects} from './objects.ts';
import {pastHours, type PastError} from './past-errors.ts';
import type {Random} from './random.ts';
import {activity} from './rhythm.ts';
import {failureShare, recordsPerHour} from './sync.ts';

const quarter = 900_000;

/**
Every object's quarter hours, the running one included as far as it has come; `now` in ms UTC.
The errors are in the failures of their quarters: they must have been reported before, because history replaces what was counted.
*/
export function pastHistory(random: Random, errors: readonly PastError[], now: number): HistoryBucket[] {
	const running = quarterOf(now);
	const inError = new Map<string, number>();
	for (const {change, tries} of errors) {
		for (const at of tries) {
			const key = bucketKey(change.stream.source.object, quarterOf(at));
			inError.set(key, (inError.get(key) ?? 0) + 1);
		}
	}

	const loaded = bulkQuarters(random, running);
	const buckets: HistoryBucket[] = [];
	for (let start = running - pastHours * 4 * quarter; start <= running; start += quarter) {
		const elapsed = Math.min(1, (now - start) / quarter);
		for (const {object, perHour} of demoObjects) {
			const usual = perHour / 4 * activity(start) * (0.85 + random.float() * 0.3);
			const bulk = object === 'lead' ? loaded.get(start) ?? 0 : 0;
			const synced = random.poisson((usual + bulk) * elapsed);
			buckets.push({
				object, start: new Date(start).toISOString(), synced,
				failed: random.poisson(synced * failureShare) + (inError.get(bucketKey(object, start)) ?? 0),
			});
		}
	}

	return buckets;
}

/** Leads of bulk loads by the start of the quarter hour in which they were synced. The last load is the one that still waits. */
function bulkQuarters(random: Random, running: number): Map<number, number> {
	const perQuarter = recordsPerHour / 4 * 0.4;
	const loaded = new Map<number, number>();
	for (let end = running; end > running - pastHours * 4 * quarter; end -= (24 + random.below(32)) * quarter) {
		let left = bulkLoadSize(random);
		for (let start = end; left > 0; start -= quarter) {
			const part = Math.min(left, perQuarter);
			loaded.set(start, part);
			left -= part;
		}
	}

	return loaded;
}

function bucketKey(object: string, start: number): string {
	return `${object} ${start}`;
}

function quarterOf(ms: number): number {
	return Math.floor(ms / quarter) * quarter;
}
