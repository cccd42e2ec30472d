/** The demo after its past: changes arrive, the sync takes them away. It knows neither the real clock nor the port, and the same seed does the same. */
import type {Sync} from '../../contract/status.ts';
import {createArrivals} from './arrivals.ts';
import type {DemoChange, MakeChange} from './changes.ts';
import type {Past} from './past.ts';
import {createQueue} from './queue.ts';
import {createRandom} from './random.ts';
import {createRetries, type Retries} from './retries.ts';
import type {Step} from './step.ts';
import {createSync, type Tried} from './sync.ts';

const minute = 60_000;

export type Simulation = {
	/** What people want of the changes in error. */
	readonly retries: Pick<Retries, 'hasErrors' | 'isAsked' | 'ask' | 'leave'>;
	/** What arrived and what was tried in a step. Steps follow one another without gaps. */
	during(step: Step): {arrived: DemoChange[]; tried: Tried[]};
	describe(at: Step['at']): Sync;
};

/** `start` is both ms UTC and ms of work: at the start the two clocks agree. */
export function createSimulation(seed: string, make: MakeChange, {waiting, failed}: Past, start: number): Simulation {
	const queue = createQueue(waiting);
	const arrivals = createArrivals(createRandom(`${seed}/arrivals`), make, start);
	const random = createRandom(`${seed}/sync`);
	const retries = createRetries(random, failed);
	const sync = createSync({
		random, queue, retries, start, cycleStartedAt: start - 7 * minute, lastCycleEndedAt: start - 12 * minute,
	});
	return {
		retries,
		during(step) {
			const arrived = arrivals.during(step);
			for (const change of arrived) {
				queue.push(change);
			}

			return {arrived, tried: sync.during(step)};
		},
		describe: at => sync.describe(at),
	};
}
