/** What people do about the demo's errors, and what its sync makes of it. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {causes} from '../../../source/backends/demo/causes.ts';
import {createDemo} from '../../../source/backends/demo/demo.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {errorsQuery} from '../../helpers/sync-samples.ts';
import {recordingIngest, type RecordingIngest} from './recording-ingest.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T13:07:21.500Z');
const passingCodes = new Set<string>(Object.values(causes).flatMap(cause => 'isPassing' in cause ? [cause.code] : []));

/** A prepared demo on a clock that goes on as it is told. */
async function prepared(keepsCalls = false) {
	let now = start;
	const ingest = recordingIngest({keepsCalls});
	const demo = createDemo({ingest, clock: () => now});
	await demo.prepare();
	return {
		ingest,
		async advance(ms: number) {
			now += ms;
			await demo.advance();
		},
	};
}

/** Ids of changes that are in error, with the codes of their first failures. */
function inError({ended, known}: RecordingIngest): Array<{id: string; isPassing: boolean}> {
	return ended
		.filter(({change: {id}}) => known.get(id)?.outcome === 'failed')
		.map(({change: {id}, result: {code}}) => ({id, isPassing: passingCodes.has(code ?? '')}));
}

/** Lets it work, second by second, until a cycle has ended. */
async function rest({ingest, advance}: Awaited<ReturnType<typeof prepared>>): Promise<void> {
	while (typeof ingest.descriptions.at(-1)?.sync?.nextCycleAt !== 'string') {
		// eslint-disable-next-line no-await-in-loop -- second by second.
		await advance(1000);
	}
}

describe('what people retry in the demo', () => {
	it('is tried within two seconds while a cycle runs, before all else', async () => {
		const {ingest, advance} = await prepared();
		await advance(1000);
		const ids = inError(ingest).slice(0, 10).map(({id}) => id);
		for (const id of ids) {
			ingest.retry(id);
		}

		await advance(2000);
		assert.deepEqual(ids.filter(id => ingest.known.get(id)?.outcome === 'pending'), []);
	});

	it('is tried within two seconds while the sync rests, and the rest lasts as long as ever', async () => {
		const demo = await prepared();
		await rest(demo);
		const {ingest, advance} = demo;
		const {sync} = ingest.descriptions.at(-1) ?? {};
		const ids = inError(ingest).slice(0, 10).map(({id}) => id);
		for (const id of ids) {
			ingest.retry(id);
		}

		await advance(2000);
		assert.deepEqual(ids.filter(id => ingest.known.get(id)?.outcome === 'pending'), []);
		assert.deepEqual(ingest.descriptions.at(-1)?.sync, sync);
	});

	it('mostly passes where the cause does, and mostly fails again where the cause lasts', async () => {
		const demo = await prepared();
		await rest(demo);
		const {ingest, advance} = demo;
		const retried = inError(ingest);
		for (const {id} of retried) {
			ingest.retry(id);
		}

		// It takes them up by the thousand.
		for (let seconds = 0; seconds < 2 * 60; seconds += 10) {
			// eslint-disable-next-line no-await-in-loop -- step by step.
			await advance(10_000);
		}

		const share = (isPassing: boolean) => {
			const own = retried.filter(one => one.isPassing === isPassing);
			assert.ok(own.length > 50, `${own.length} to count`);
			return own.filter(({id}) => ingest.known.get(id)?.outcome === 'synced').length / own.length;
		};

		assert.ok(share(true) > 0.75, `${share(true)} pass`);
		assert.ok(share(false) < 0.4 && share(false) > 0, `${share(false)} pass all the same`);
		assert.equal(retried.some(({id}) => ingest.known.get(id)?.outcome === 'pending'), false);
	});

	it('is tried once for each time that it is asked for', async () => {
		const demo = await prepared();
		await rest(demo);
		const {ingest, advance} = demo;
		const {id = ''} = inError(ingest).find(({isPassing}) => !isPassing) ?? {};
		const tries = ingest.known.get(id)?.tries ?? 0;
		ingest.retry(id);
		await advance(1000);
		await advance(1000);
		assert.equal(ingest.known.get(id)?.tries, tries + 1);
	});

	it('is the same with the same seed, clock and retries', async () => {
		const callsOf = async () => {
			const {ingest, advance} = await prepared(true);
			await advance(minute);
			for (const {id} of inError(ingest).slice(0, 40)) {
				ingest.retry(id);
			}

			await advance(20 * minute);
			return ingest.calls;
		};

		assert.deepEqual(await callsOf(), await callsOf());
	});
});

/** The demo over a ledger, as it is served. */
async function served() {
	const clock = {now: start};
	const ledger = openLedger({file: ':memory:', clock: () => clock.now});
	const demo = createDemo({ingest: ledger.ingest, ignored: ledger.ignoredChanges, clock: () => clock.now});
	await demo.prepare();
	return {
		ledger,
		async advance(ms: number) {
			clock.now += ms;
			await demo.advance();
		},
		async [Symbol.asyncDispose]() {
			await ledger.close();
		},
	};
}

describe('the errors of the demo in its ledger', () => {
	it('leave the list when they are retried, and within seconds come back or are resolved', async () => {
		await using demo = await served();
		const {ledger, advance} = demo;
		const {items, total: before} = await ledger.errors(errorsQuery({limit: 30}));
		const ids = items.map(({id}) => id);
		await ledger.retryErrors({ids});
		const {total} = await ledger.errors(errorsQuery({limit: 1}));
		assert.equal(total, Number(before) - 30);

		await advance(1000);
		await advance(2000);
		const retried = await Promise.all(ids.map(async id => ledger.error(id)));
		assert.deepEqual(new Set(retried.map(({state}) => state)), new Set(['open', 'resolved']));
		assert.ok(retried.every(({state, attempts}, index) => state === 'resolved' || attempts === (items[index]?.attempts ?? 0) + 1));
	});

	it('stay ignored, whatever the sync would have tried again', async () => {
		await using demo = await served();
		const {ledger, advance} = demo;
		for (let seconds = 0; seconds < 10 * 60; seconds += 30) {
			// eslint-disable-next-line no-await-in-loop -- step by step.
			await advance(30_000);
		}

		const {items} = await ledger.errors(errorsQuery({limit: 1000}));
		const ids = items.map(({id}) => id);
		assert.ok(items.some(({code}) => passingCodes.has(code ?? '')), 'some are to be tried again in the next cycle');
		await ledger.ignoreErrors({ids});
		for (let minutes = 0; minutes < 60; minutes += 5) {
			// eslint-disable-next-line no-await-in-loop
			await advance(5 * minute);
		}

		const states = await Promise.all(ids.map(async id => (await ledger.error(id)).state));
		assert.deepEqual([...new Set(states)], ['ignored']);
	});
});
