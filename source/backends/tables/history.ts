/** What is known of the past without being asked for: since when, and which objects there were. */
import {ProblemError} from '../../contract/problem.ts';
import {createRemember} from '../remember.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import {raw, sql} from './fragment.ts';
import {maxText, momentOf, nameOf} from './read-row.ts';
import {listedFor} from './status.ts';
import {oldestDone} from './throughput.ts';

const hour = 3_600_000;

/** ms for which the oldest end is taken to be the same. */
const knownFor = 60_000;

/** More objects than this are forgotten. */
const maxObjects = 5000;

export type History = {
	/** ms UTC, of an object or of all; undefined where nothing is known to have ended. */
	knownSince(object?: string): Promise<number | undefined>;
	/** What had something that ended within the last day, and what was seen since the start. */
	objects(): Promise<ReadonlySet<string>>;
	see(objects: readonly string[]): void;
};

/** `keeps` in hours, `clock` in ms UTC. */
export function createHistory(asking: Asking, done: ChangeRows | undefined, keeps: number | undefined, clock: () => number): History {
	const seen = new Set<string>();
	const see = (objects: readonly string[]) => {
		for (const object of objects) {
			if (seen.size < maxObjects) {
				seen.add(object);
			}
		}
	};

	const {doneAt} = done ?? {};
	const remember = createRemember();
	const oldest = async (object: string | undefined) => remember(JSON.stringify(['oldest', object]), knownFor, async () => {
		if (done === undefined || doneAt === undefined) {
			return undefined;
		}

		const [row = {}] = await asking.ask(oldestDone(done, doneAt, object), 'done');
		return momentOf(row, 'oldest', done.zoneOf(doneAt));
	});
	let hasLooked = false;
	return {
		knownSince: async object => keeps === undefined ? oldest(object) : clock() - (keeps * hour),
		see,
		async objects() {
			if (!hasLooked && done !== undefined && doneAt !== undefined) {
				hasLooked = true;
				const since = done.dialect.notBefore(doneAt, done.zoneOf(doneAt).toWall(clock() - listedFor));
				try {
					const rows = await asking.ask(sql`SELECT DISTINCT ${done.dialect.left(raw('object'), maxText)} AS object FROM ${done.from} WHERE ${since} LIMIT ${raw(String(maxObjects))}`, 'done');
					see(rows.map(row => nameOf(row, 'object')));
				} catch (error) {
					// A status without them is better than none.
					if (!(error instanceof ProblemError)) {
						throw error;
					}
				}
			}

			return seen;
		},
	};
}
