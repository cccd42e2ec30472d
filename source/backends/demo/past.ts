/** What happened before the demo starts: errors, history and backlog. */
import type {Ingest} from '../backend.ts';
import {pastBacklog} from './backlog.ts';
import {toChange, type DemoChange, type MakeChange} from './changes.ts';
import {failureOf} from './failure.ts';
import {pastHistory} from './history.ts';
import {lastTry, pastErrors} from './past-errors.ts';
import type {Random} from './random.ts';
import type {Failed} from './retries.ts';

export type Past = {
	/** What waits, oldest first. */
	readonly waiting: readonly DemoChange[];
	/** What is in error, oldest first. */
	readonly failed: readonly Failed[];
};

/** Reports the past to the port, and returns what the sync has to go on with. `now` in ms UTC. */
export async function reportPast(ingest: Ingest, random: Random, make: MakeChange, now: number): Promise<Past> {
	const errors = pastErrors(random, make, now);
	const waiting = pastBacklog(random, make, now);
	await ingest.changes([...errors.map(({change}) => change), ...waiting].map(change => toChange(change)));
	await ingest.results(errors.flatMap(({change, cause, tries}) => {
		const failure = failureOf(change, cause);
		return tries.map(at => ({id: change.id, outcome: 'failed' as const, at: new Date(at).toISOString(), ...failure}));
	}));
	// After the results: it has them in its counts, and stands instead of what they added up to.
	await ingest.history(pastHistory(random, errors, now));
	return {
		waiting,
		failed: errors.map(error => ({change: error.change, cause: error.cause, tries: error.tries.length, since: lastTry(error)})),
	};
}
