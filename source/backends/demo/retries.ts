/** The changes in error: the sync tries them again in its next cycles, then leaves them to people, who deal with them in the end. */
import type {Cause} from './causes.ts';
import type {DemoChange} from './changes.ts';
import {createQueue} from './queue.ts';
import type {Random} from './random.ts';

const hour = 3_600_000;

/** After so many tries in all, the sync leaves an error to people. */
const maxTries = 4;
/** They have dealt with it after so long, in ms of work. So the errors stay as many as they are, however long the demo runs. */
const patience = 120 * hour;
/** How often a cause that passes has passed by the next try. */
const passed = 0.9;

export type Failed = {
	readonly change: DemoChange;
	readonly cause: Cause;
	readonly tries: number;
	/** The last try, in ms of work. */
	readonly since: number;
};

export type Retry = Failed & {readonly willPass: boolean};

export type Retries = {
	/** A change failed, at first or again. */
	add(failed: Failed): void;
	/** What a cycle that begins at `work` (ms of work) tries again. */
	due(work: number): Retry[];
};

/** `left` has been left to people already; oldest first. */
export function createRetries(random: Random, left: readonly Failed[]): Retries {
	const leftToPeople = createQueue(left);
	let toTry: Failed[] = [];
	return {
		add(failed) {
			if (failed.tries < maxTries) {
				toTry.push(failed);
			} else {
				leftToPeople.push(failed);
			}
		},
		due(work) {
			const retries = toTry.map(failed => ({...failed, willPass: failed.cause.isPassing === true && random.chance(passed)}));
			toTry = [];
			for (let first = leftToPeople.peek(); first !== undefined && first.since + patience <= work; first = leftToPeople.peek()) {
				leftToPeople.shift();
				retries.push({...first, willPass: true});
			}

			return retries;
		},
	};
}
