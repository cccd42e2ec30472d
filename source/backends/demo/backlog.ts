/** What waits when the demo starts: the rest of a bulk load of two hours ago, and what came behind it. */
import {bulkStream} from './bulk-load.ts';
import type {DemoChange, MakeChange} from './changes.ts';
import {streams} from './objects.ts';
import type {Random} from './random.ts';

const minute = 60_000;

/** About 13,000 changes, oldest first; `now` in ms UTC. */
export function pastBacklog(random: Random, make: MakeChange, now: number): DemoChange[] {
	const loaded = Array.from({length: 5400 + random.below(400)}, () => ({
		stream: bulkStream, at: now - 95 * minute - random.below(28 * minute),
	}));
	const behind = Array.from({length: 7300 + random.below(400)}, () => ({
		// The nearer, the denser: of what came early some has been synced.
		stream: random.weighted(streams), at: now - 1 - Math.floor(120 * minute * random.float() ** 1.6),
	}));
	return [...loaded, ...behind]
		.toSorted((a, b) => a.at - b.at)
		.map(({stream, at}) => make(random, stream, at));
}
