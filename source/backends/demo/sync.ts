/** The sync: it takes the oldest changes of all objects, one after the other, until it has all that there were when it began; then it rests. */
import type {Result} from '../../contract/ingest.ts';
import type {Sync} from '../../contract/status.ts';
import {lastingCauses, passingCauses} from './causes.ts';
import type {DemoChange} from './changes.ts';
import {failureOf} from './failure.ts';
import type {Queue} from './queue.ts';
import type {Random} from './random.ts';
import type {Retries, Retry} from './retries.ts';
import type {Step} from './step.ts';

const minute = 60_000;

/** How many records a running sync gets through, on average. */
export const recordsPerHour = 60_000;
/** What a record takes on average, in ms of work. */
const usualPace = 3_600_000 / recordsPerHour;
/** Between two cycles, in ms of work. */
export const pause = 5 * minute;
/** The share of changes that fail at first. */
export const failureShare = 0.009;
/** Of those, what the next tries don't cure. */
const lastingShare = 0.08;
const skippedShare = 0.002;

export type SyncOptions = {
	readonly random: Random;
	/** What waits, oldest first. */
	readonly queue: Queue<DemoChange>;
	readonly retries: Retries;
	/** The moment of work (ms) at which it goes on, in the middle of a cycle. */
	readonly start: number;
	/** ms UTC: when that cycle began, and when the one before ended. */
	readonly cycleStartedAt: number;
	readonly lastCycleEndedAt: number;
};

/** What came of one try. */
export type Tried = {
	readonly result: Result;
	/** The sync tried it again by itself. */
	readonly isOwnRetry: boolean;
};

export type SyncEngine = {
	/** Works for a step: the results, in the order in which they came. */
	during(step: Step): Tried[];
	/** What it says of itself, with `at` of the last step. */
	describe(at: Step['at']): Sync;
};

type Running = {
	readonly kind: 'running';
	/** ms UTC. It takes what was changed until then. */
	readonly startedAt: number;
	/** ms of work that a record takes. */
	readonly perRecord: number;
	/** When the next record is done, in ms of work. */
	next: number;
};
type Resting = {
	readonly kind: 'resting';
	/** In ms of work. */
	readonly until: number;
	/** When the last record was done, in ms of work. */
	last: number;
};

export function createSync({random, queue, retries, start, cycleStartedAt, lastCycleEndedAt}: SyncOptions): SyncEngine {
	let endedAt = lastCycleEndedAt;
	let cycle: Running | Resting = begin(start, cycleStartedAt);

	function begin(work: number, startedAt: number): Running {
		const perRecord = usualPace / (0.85 + random.float() * 0.3);
		retries.begin(work);
		return {kind: 'running', startedAt, perRecord, next: work + perRecord};
	}

	function finish(change: DemoChange, work: number, at: number, retry?: Retry): Tried {
		return {result: resultOf(change, work, at, retry), isOwnRetry: retry?.isAsked === false};
	}

	function resultOf(change: DemoChange, work: number, at: number, retry?: Retry): Result {
		const chance = random.float();
		const result = {id: change.id, at: new Date(at).toISOString()};
		const isFailed = retry === undefined ? chance < failureShare : !retry.willPass;
		if (!isFailed) {
			return {...result, outcome: retry === undefined && chance > 1 - skippedShare ? 'skipped' : 'synced'};
		}

		const cause = retry?.cause ?? random.weighted(random.chance(lastingShare) ? lastingCauses(change.stream) : passingCauses(change.stream));
		retries.add({change, cause, tries: (retry?.tries ?? 0) + 1, since: work});
		return {...result, outcome: 'failed', ...failureOf(change, cause)};
	}

	return {
		during(step) {
			const end = step.start + step.length;
			const tried: Tried[] = [];
			for (;;) {
				if (cycle.kind === 'resting') {
					// What people want tried again doesn't wait for the next cycle.
					const next = Math.max(cycle.last, step.start) + usualPace;
					const wanted = retries.isAsked && next < Math.min(cycle.until, end) ? retries.next() : undefined;
					if (wanted !== undefined) {
						tried.push(finish(wanted.change, next, step.at(next), wanted));
						cycle.last = next;
						continue;
					}

					if (cycle.until >= end) {
						return tried;
					}

					cycle = begin(cycle.until, step.at(cycle.until));
					continue;
				}

				const {startedAt, next: work} = cycle;
				if (work >= end) {
					return tried;
				}

				const retry = retries.next();
				const isWaiting = (queue.peek()?.changedAt ?? Infinity) <= startedAt;
				const change = retry?.change ?? (isWaiting ? queue.shift() : undefined);
				if (change === undefined) {
					endedAt = step.at(work);
					cycle = {kind: 'resting', until: work + pause, last: work};
					continue;
				}

				tried.push(finish(change, work, step.at(work), retry));
				cycle.next += cycle.perRecord;
			}
		},
		describe: at => ({
			state: 'running',
			message: null,
			cycleStartedAt: cycle.kind === 'running' ? new Date(cycle.startedAt).toISOString() : null,
			lastCycleEndedAt: new Date(endedAt).toISOString(),
			nextCycleAt: cycle.kind === 'resting' ? new Date(at(cycle.until)).toISOString() : null,
		}),
	};
}
