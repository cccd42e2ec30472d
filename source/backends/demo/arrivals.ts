/** What people and systems change while the demo runs. */
import {bulkStream, createBulkLoads} from './bulk-load.ts';
import type {DemoChange, MakeChange} from './changes.ts';
import {streams, type Stream} from './objects.ts';
import type {Random} from './random.ts';
import {activity} from './rhythm.ts';
import type {Step} from './step.ts';

const hour = 3_600_000;
const perHour = streams.reduce((sum, {weight}) => sum + weight, 0);

export type Arrivals = {
	/** The changes of a step, oldest first. */
	during(step: Step): DemoChange[];
};

/** `start` in ms of work. */
export function createArrivals(random: Random, make: MakeChange, start: number): Arrivals {
	const bulkLoads = createBulkLoads(random, start);
	return {
		during({start: from, length, at}) {
			const moments: Array<{stream: Stream; moment: number}> = [];
			const usual = random.poisson(perHour / hour * activity(from) * length);
			for (let index = 0; index < usual; index++) {
				moments.push({stream: random.weighted(streams), moment: random.float()});
			}

			const loaded = bulkLoads.during(from + length, length);
			for (let index = 0; index < loaded; index++) {
				moments.push({stream: bulkStream, moment: (index + 0.5) / loaded});
			}

			return moments
				.toSorted((a, b) => a.moment - b.moment)
				.map(({stream, moment}) => make(random, stream, at(from + moment * length)));
		},
	};
}
