import {resolutions, type Bucket, type Throughput} from '../../contract/throughput.ts';
import type {ThroughputQuery} from '../../contract/queries.ts';
import {createRemember} from '../remember.ts';
import {groupingBy, type Asking} from './asking.ts';
import {allOf, compare} from './condition.ts';
import {quality, type Groups} from './groups.ts';
import {readFirst} from './read-page.ts';
import {objectOf, timeOf, wordOf} from './rows.ts';
import {rowsOf, within} from './scope.ts';
import type {Column} from './table.ts';

/**
Dataverse can't group by times ("groupby with datetime values isn't supported"), so a bucket is a request. Those of the past are kept; what isn't known yet
is asked for from the newest on, so many at a time, and what is left is outside the coverage until the next question.
https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data
*/
const maxAsked = 26;

/** ms after its end in which a bucket may still change: a service's clock and ours differ. */
const unsettled = 10 * 60_000;

/** ms for which such a bucket is kept. */
const freshFor = 15_000;

/** Two months of hours. */
const maxKept = 1500;

/** ms for which the oldest end that is there is taken to be the same. */
const knownFor = 60_000;

const quarter = resolutions.PT15M;

type Kept = {readonly start: number; readonly groups: Groups; readonly until: number};

export type Hours = (query: ThroughputQuery, now: number) => Promise<Throughput>;

export function createHours({connection, fields, aggregate}: Asking, doneAt: Column): Hours {
	const kept = new Map<string, Kept>();
	const remember = createRemember();
	const {object, state} = fields;
	const ask = async (start: number, end: number): Promise<Groups> => aggregate({
		condition: allOf([rowsOf(fields, ['synced', 'failed']), within(doneAt, start, end)]), by: groupingBy([object, state]), time: doneAt,
	});
	/** ms UTC; NaN where nothing has ended. What ended before it may have been deleted. */
	const oldest = async () => remember('oldest', knownFor, async () => {
		const row = await readFirst(connection, fields, allOf([rowsOf(fields, ['synced', 'failed']), compare(doneAt.name, 'ne', 'null')]), `${doneAt.name} asc`, [doneAt.name]);
		return Date.parse(timeOf(row ?? {}, doneAt) ?? '');
	});

	return async ({from, to, object: wanted, resolution}, now) => {
		const width = resolutions[resolution];
		const knownFrom = Math.ceil(await oldest() / quarter) * quarter;
		const starts = Array.from({length: Math.ceil((Math.min(to, now + 1) - from) / width)}, (_, at) => from + (at * width)).filter(start => start + width > knownFrom - quarter);
		const keyOf = (start: number) => `${resolution} ${start}`;
		const unknown = starts.filter(start => (kept.get(keyOf(start))?.until ?? 0) <= performance.now());
		const missing = unknown.slice(-maxAsked);
		await Promise.all(missing.map(async start => {
			const groups = await ask(start, start + width);
			kept.set(keyOf(start), {start, groups, until: start + width + unsettled < now ? Infinity : performance.now() + freshFor});
		}));

		// Without a gap up to now.
		const gap = unknown[unknown.length - missing.length - 1];
		const covered = starts.filter(start => gap === undefined || start > gap);
		const buckets = covered.flatMap(start => bucketsOf(kept.get(keyOf(start))?.groups, start)).filter(bucket => wanted === undefined || bucket.object === wanted);
		for (const [key] of kept.entries().toArray().toSorted(([, a], [, b]) => a.start - b.start).slice(0, Math.max(0, kept.size - maxKept))) {
			kept.delete(key);
		}

		const [first] = covered;
		const [coveredFrom, coveredTo] = [Math.max(first ?? NaN, knownFrom), Math.min(to, now)];
		return {
			from: timeText(from), to: timeText(to), resolution, buckets,
			coverage: coveredFrom < coveredTo ? {from: timeText(coveredFrom), to: timeText(coveredTo)} : null,
		};
	};

	function bucketsOf(known: Groups | undefined, start: number): Bucket[] {
		const counts = new Map<string, {synced: number; failed: number}>();
		const {groups = [], isComplete = true} = known ?? {};
		for (const {row, count} of groups) {
			const name = objectOf(row, fields);
			const word = wordOf(row, state);
			if (word !== 'synced' && word !== 'failed') {
				continue;
			}

			const sums = counts.get(name) ?? {synced: 0, failed: 0};
			sums[word] += count;
			counts.set(name, sums);
		}

		return counts.entries().toArray().toSorted(([one], [other]) => one < other ? -1 : 1).map(([name, {synced, failed}]) => ({
			object: name, start: timeText(start), synced: quality(synced, isComplete),
			failed: fields.states.has('failed') ? quality(failed, isComplete) : null,
		}));
	}
}

function timeText(ms: number): string {
	return new Date(ms).toISOString();
}
