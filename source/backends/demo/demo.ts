/**
The demo: the sync of a made-up company's Microsoft Dynamics and Marketo, reported through the Ingest port as any engine would report its own.
With the same seed and clock it makes the same calls.
*/
import type {Ingest} from '../backend.ts';
import {pageLimits} from '../../contract/common.ts';
import {changeMaker, toChange, type DemoChange} from './changes.ts';
import {demoObjects} from './objects.ts';
import {reportPast} from './past.ts';
import {createRandom} from './random.ts';
import {createSimulation, type Simulation} from './simulation.ts';
import type {Tried} from './sync.ts';
import {createWorkClock, type WorkClock} from './work-clock.ts';

/** ms of work. */
const stepLength = 1000;
/** What a call of the port is given at most, a step more or less. */
const batchSize = 2000;

export type DemoOptions = {
	readonly ingest: Ingest;
	/** Of these changes (ids), those whose errors people ignore: the sync doesn't try them again by itself. None where it is left out. */
	readonly ignored?: ((ids: readonly string[]) => Promise<readonly string[]>) | undefined;
	readonly seed?: string | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
	/** How many times faster than life the work goes, 1 to 3600. Times stay those of the clock: more arrives and is synced in an hour, and the sync rests for less. */
	readonly speed?: number | undefined;
};

export type Demo = {
	/** Describes the sync and reports its past: five days of history and errors, and a backlog. Once, before all else. */
	prepare(): Promise<void>;
	/**
	Takes up what people want tried again, and does and reports the work that is due by the clock: about `limit` changes and results of it. What is left then happens later, not faster, so
	at high speeds it is the limit that says how fast the work goes. Rejects if the port does; the demo can't go on then.
	*/
	advance(limit?: number): Promise<void>;
};

export function createDemo({ingest, ignored = async () => [], seed = 'sync-tui', clock = Date.now, speed = 1}: DemoOptions): Demo {
	let running: {readonly simulation: Simulation; readonly workClock: WorkClock; work: number} | undefined;
	let described = '';

	/** It asks again once it has tried all that it was given. */
	const takeUpRetries = async ({retries}: Simulation) => {
		if (retries.isAsked || !retries.hasErrors) {
			return;
		}

		const {items} = await ingest.retries({limit: pageLimits.max});
		retries.ask(items.map(({id}) => id));
	};

	const report = async ({retries}: Simulation, arrived: readonly DemoChange[], tried: readonly Tried[]) => {
		if (arrived.length > 0) {
			await ingest.changes(arrived.map(change => toChange(change)));
		}

		const again = tried.flatMap(({result, isOwnRetry}) => isOwnRetry ? [result.id] : []);
		const left = new Set(again.length > 0 ? await ignored(again) : []);
		retries.leave([...left]);
		// As if it had looked before it tried.
		const results = tried.flatMap(({result}) => left.has(result.id) ? [] : [result]);
		if (results.length > 0) {
			await ingest.results(results);
		}
	};

	const describe = async (simulation: Simulation, workClock: WorkClock) => {
		const sync = simulation.describe(work => workClock.at(work));
		const text = JSON.stringify(sync);
		if (text === described) {
			return;
		}

		described = text;
		await ingest.describe({sync});
	};

	return {
		async prepare() {
			const start = clock();
			await ingest.describe({
				name: 'demo',
				source: {name: 'Microsoft Dynamics'},
				target: {name: 'Marketo'},
				objects: demoObjects.map(({object, label}) => ({object, label})),
			});
			const make = changeMaker(`demo-${start.toString(36)}`);
			const past = await reportPast(ingest, createRandom(seed), make, start);
			running = {simulation: createSimulation(seed, make, past, start), workClock: createWorkClock(start, speed), work: start};
			await describe(running.simulation, running.workClock);
		},
		async advance(limit = Infinity) {
			if (running === undefined) {
				throw new TypeError('prepare() comes before advance()');
			}

			const {simulation, workClock} = running;
			const now = clock();
			const due = workClock.until(now);
			await takeUpRetries(simulation);
			let arrived: DemoChange[] = [];
			let tried: Tried[] = [];
			let done = 0;
			while (running.work + stepLength <= due && done < limit) {
				const step = simulation.during({start: running.work, length: stepLength, at: work => workClock.at(work)});
				running.work += stepLength;
				done += step.arrived.length + step.tried.length;
				arrived.push(...step.arrived);
				tried.push(...step.tried);
				if (arrived.length < batchSize && tried.length < batchSize) {
					continue;
				}

				// eslint-disable-next-line no-await-in-loop -- a change must be known before its result is.
				await report(simulation, arrived, tried);
				arrived = [];
				tried = [];
			}

			if (running.work + stepLength <= due) {
				workClock.align(running.work, now);
			}

			await report(simulation, arrived, tried);
			await describe(simulation, workClock);
		},
	};
}
