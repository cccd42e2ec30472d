/** Lets a ledger forget what is too old and tidy up, now and then and a little at a time. */
import {setTimeout} from 'node:timers/promises';
import type {LocalLedger} from './ledger.ts';

const hour = 3_600_000;
/** Rows of a batch: some 10 ms of work, in which nobody else is answered. */
const batch = 250;
/** Between two batches, in ms: at most about half of the time goes into them. */
const rest = 10;
/** Once there is nothing left to do, in ms. */
const pause = 60_000;

export type HousekeepingOptions = {
	/** For how long errors and ended changes are kept; undefined: for ever. */
	readonly hours: number | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
	/** Told when it could not be done; it is tried again after a minute. */
	readonly onFailure: (error: unknown) => void;
};

type Kept = Pick<LocalLedger, 'prune' | 'tidy'>;

/** Goes on until the function that it returns is called, which resolves once nothing is under way. It keeps no process alive. */
export function startHousekeeping(ledger: Kept, {hours = Infinity, clock = Date.now, onFailure}: HousekeepingOptions): () => Promise<void> {
	const stop = new AbortController();
	const ended = (async () => {
		while (!stop.signal.aborted) {
			/* eslint-disable no-await-in-loop -- one batch after the other. */
			const hasMore = await doBatch(ledger, clock() - hours * hour, onFailure);
			await wait(hasMore ? rest : pause, stop.signal);
			/* eslint-enable no-await-in-loop */
		}
	})();

	return async () => {
		stop.abort();
		await ended;
	};
}

async function doBatch({prune, tidy}: Kept, before: number, onFailure: (error: unknown) => void): Promise<boolean> {
	try {
		// Tidied first: the more is left of what is gone, the longer each slice takes.
		return await tidy() || (before > -Infinity && await prune(before, batch) === batch);
	} catch (error) {
		onFailure(error);
		return false;
	}
}

/** Shorter where the signal comes. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
	try {
		await setTimeout(ms, undefined, {signal, ref: false});
	} catch {/* It was told to stop. */}
}
