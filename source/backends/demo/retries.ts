/**
The changes in error: the sync tries them again in its next cycles, then leaves them to people, who deal with them in the end. What people want
tried again goes before all else.
*/
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
/** How often someone who wants a change with another cause tried again has mended it. */
const mended = 0.15;

export type Failed = {
	readonly change: DemoChange;
	readonly cause: Cause;
	readonly tries: number;
	/** The last try, in ms of work. */
	readonly since: number;
};

export type Retry = Failed & {
	readonly willPass: boolean;
	/** People want it, rather than the sync itself. */
	readonly isAsked: boolean;
};

export type Retries = {
	/** Something is in error that is not being tried again. */
	readonly hasErrors: boolean;
	/** What people want tried again is not all tried yet. */
	readonly isAsked: boolean;
	/** A change failed, at first or again. */
	add(failed: Failed): void;
	/** People want these changes (ids) tried again, in this order. What is not in error is passed over. */
	ask(ids: readonly string[]): void;
	/** People don't want these changes (ids) tried again. */
	leave(ids: readonly string[]): void;
	/** A cycle begins at `work` (ms of work): from then on next() has what it tries again too. */
	begin(work: number): void;
	/** What to try next. */
	next(): Retry | undefined;
};

/** `left` has been left to people already; oldest first. */
export function createRetries(random: Random, left: readonly Failed[]): Retries {
	// What is in none of the lists for long: an entry of a list counts only while it is the one that is found here.
	const inError = new Map(left.map(failed => [failed.change.id, failed]));
	const leftToPeople = createQueue(left);
	const asked = createQueue<Failed>();
	let toTry: Failed[] = [];
	let cycle = createQueue<{failed: Failed; willPass: boolean}>();

	const isIn = (failed: Failed) => inError.get(failed.change.id) === failed;
	return {
		get hasErrors() {
			return inError.size > 0;
		},
		get isAsked() {
			return asked.size > 0;
		},
		add(failed) {
			inError.set(failed.change.id, failed);
			if (failed.tries < maxTries) {
				toTry.push(failed);
			} else {
				leftToPeople.push(failed);
			}
		},
		ask(ids) {
			for (const id of ids) {
				const failed = inError.get(id);
				if (failed === undefined) {
					continue;
				}

				inError.delete(id);
				asked.push(failed);
			}
		},
		leave(ids) {
			for (const id of ids) {
				inError.delete(id);
			}
		},
		begin(work) {
			cycle = createQueue(toTry.filter(failed => isIn(failed)).map(failed => ({failed, willPass: failed.cause.isPassing === true && random.chance(passed)})));
			toTry = [];
			for (let first = leftToPeople.peek(); first !== undefined && (!isIn(first) || first.since + patience <= work); first = leftToPeople.peek()) {
				leftToPeople.shift();
				cycle.push({failed: first, willPass: true});
			}
		},
		next() {
			const wanted = asked.shift();
			if (wanted !== undefined) {
				return {...wanted, willPass: random.chance(wanted.cause.isPassing === true ? passed : mended), isAsked: true};
			}

			for (let own = cycle.shift(); own !== undefined; own = cycle.shift()) {
				const {failed, willPass} = own;
				if (isIn(failed)) {
					inError.delete(failed.change.id);
					return {...failed, willPass, isAsked: false};
				}
			}

			return undefined;
		},
	};
}
