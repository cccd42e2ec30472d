import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createDemo} from '../../../source/backends/demo/demo.ts';
import {recordingIngest} from './recording-ingest.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A Monday afternoon. */
const start = Date.parse('2026-11-23T13:07:21.500Z');

/** A prepared demo on a clock that goes on as it is told. */
async function prepared({seed, speed, from = start, keepsCalls}: {seed?: string; speed?: number; from?: number; keepsCalls?: boolean} = {}) {
	let now = from;
	const ingest = recordingIngest({keepsCalls});
	const demo = createDemo({ingest, seed, speed, clock: () => now});
	await demo.prepare();
	return {
		ingest,
		demo,
		/** Lets ms pass `times` times, and has `look` look each time. */
		async advance(ms: number, {times = 1, limit, look}: {times?: number; limit?: number; look?: () => void} = {}) {
			for (let count = 0; count < times; count++) {
				now += ms;
				// eslint-disable-next-line no-await-in-loop -- time goes on one step after the other.
				await demo.advance(limit);
				look?.();
			}
		},
	};
}

describe('the demo', () => {
	it('makes the same calls, byte for byte, with the same seed and clock, and others with another seed', async () => {
		const callsOf = async (seed: string) => {
			const {ingest, advance} = await prepared({seed, speed: 20, keepsCalls: true});
			await advance(1003);
			await advance(20_001, {limit: 500});
			await advance(minute);
			return ingest.calls;
		};

		const calls = await callsOf('a');
		assert.ok(calls.length > 8);
		assert.deepEqual(await callsOf('a'), calls);
		assert.notDeepEqual(await callsOf('b'), calls);
	});

	it('loses and invents nothing in a day: what arrived is pending, synced, failed or skipped', async () => {
		const {ingest, advance} = await prepared({from: Date.parse('2026-11-22T06:00:00Z')});
		const before = ingest.count();
		const inErrorBefore = before.failed;
		await advance(15 * minute, {times: 24 * 4});

		const {pending, synced, failed, skipped} = ingest.count();
		assert.equal(pending + synced + failed + skipped, ingest.known.size);
		assert.equal(pending + ingest.ended.length, ingest.known.size);
		assert.ok(ingest.known.size > 100_000, `${ingest.known.size} changes`);
		assert.ok(synced > 0.97 * (ingest.known.size - pending), `${synced} synced`);
		assert.ok(skipped > 0);
		const firstFailures = ingest.ended.filter(({result}) => result.outcome === 'failed').length - inErrorBefore;
		const share = firstFailures / (ingest.ended.length - inErrorBefore);
		assert.ok(share > 0.006 && share < 0.012, `${share} of the changes fail at first`);
		// Most pass at the next try and the rest is dealt with in the end, so they grow no more than a few hundred.
		assert.ok(failed < inErrorBefore + 900, `${failed} in error, ${inErrorBefore} before`);
	});

	it('takes the oldest changes first, across all objects', async () => {
		const {ingest, advance} = await prepared();
		const past = ingest.ended.length;
		await advance(2 * hour);
		const order = ingest.ended.slice(past).map(({change}) => change.changedAt);
		assert.ok(order.length > 20_000);
		assert.deepEqual(order, order.toSorted());
		assert.equal(new Set(ingest.ended.slice(past).map(({change}) => change.object)).size, 9);
	});

	it('grows a backlog when a list of leads is loaded, lets the others wait behind it, and drains it', async () => {
		const {ingest, advance} = await prepared({from: Date.parse('2026-11-22T06:00:00Z')});
		const pending: number[] = [];
		await advance(5 * minute, {
			times: 5 * 12,
			look() {
				pending.push(ingest.count().pending);
			},
		});

		const peak = Math.max(...pending);
		const top = pending.indexOf(peak);
		assert.ok(peak > 15_000, `${peak} at most`);
		assert.ok(Math.min(...pending.slice(0, top)) < 3000, 'it had drained before');
		assert.ok(Math.min(...pending.slice(top)) < 3000, 'it drains again');
		const longest = ingest.ended
			.filter(({change}) => change.object === 'contact')
			.reduce((most, {change, result}) => Math.max(most, Date.parse(result.at) - Date.parse(change.changedAt)), 0);
		assert.ok(longest > 20 * minute, `a contact waits ${longest / minute} minutes at most`);
	});

	it('begins in the middle of a cycle, so that the first second already shows records synced', async () => {
		const {ingest, advance} = await prepared();
		const past = ingest.ended.length;
		const {sync} = ingest.descriptions.at(-1) ?? {};
		assert.deepEqual(sync, {
			state: 'running', message: null, nextCycleAt: null,
			cycleStartedAt: '2026-11-23T13:00:21.500Z', lastCycleEndedAt: '2026-11-23T12:55:21.500Z',
		});
		await advance(1000);
		assert.ok(ingest.ended.length - past >= 10);
	});

	it('rests five minutes between two cycles, and says so at each turn', async () => {
		const {ingest, advance} = await prepared();
		await advance(1000, {times: 45 * 60});

		const turns = ingest.descriptions.flatMap(({sync}) => sync ?? []);
		const rests = turns.filter(({nextCycleAt}) => typeof nextCycleAt === 'string');
		assert.ok(rests.length >= 2);
		const lengths = rests.map(({lastCycleEndedAt, nextCycleAt}) => Date.parse(nextCycleAt ?? '') - Date.parse(lastCycleEndedAt ?? ''));
		assert.deepEqual(lengths, rests.map(() => 5 * minute));
		assert.deepEqual(rests.map(({cycleStartedAt}) => cycleStartedAt), rests.map(() => null));
		const first = turns.findIndex(({nextCycleAt}) => typeof nextCycleAt === 'string');
		assert.equal(turns[first + 1]?.cycleStartedAt, turns[first]?.nextCycleAt);
		assert.ok(turns.length < 12, 'it is described at turns alone');
	});
});

describe('time-lapse', () => {
	it('does more in the same time, rests for less, and leaves the clock as it is', async () => {
		const {ingest, advance} = await prepared({speed: 60});
		const {size} = ingest.known;
		await advance(1000, {times: 60});

		const arrived = ingest.known.values().drop(size).map(({change}) => Date.parse(change.changedAt)).toArray();
		assert.ok(arrived.length > 15_000, `${arrived.length} arrived in a minute`);
		assert.ok(Math.min(...arrived) >= start && Math.max(...arrived) <= start + minute);
		const rest = ingest.descriptions.findLast(({sync}) => typeof sync?.nextCycleAt === 'string')?.sync;
		assert.equal(Math.round((Date.parse(rest?.nextCycleAt ?? '') - Date.parse(rest?.lastCycleEndedAt ?? '')) / 100), 50);
	});

	it('does no more at a time than it is allowed, and stays in time', async () => {
		const {ingest, advance} = await prepared({speed: 3600});
		const totals = [ingest.known.size + ingest.ended.length];
		await advance(1000, {
			times: 30,
			limit: 1000,
			look() {
				totals.push(ingest.known.size + ingest.ended.length);
			},
		});
		const sizes = totals.slice(1).map((total, index) => total - (totals[index] ?? 0));
		// A step of a bulk load is the coarsest thing that happens.
		assert.ok(Math.max(...sizes) < 1500, `${Math.max(...sizes)} at once`);
		assert.ok(Math.min(...sizes) > 0);
		const latest = ingest.known.values().toArray().at(-1)?.change.changedAt ?? '';
		assert.ok(Date.parse(latest) <= start + 30_000 && Date.parse(latest) >= start + 29_000, latest);
		const {pending, synced, failed, skipped} = ingest.count();
		assert.equal(pending + synced + failed + skipped, ingest.known.size);
	});
});
