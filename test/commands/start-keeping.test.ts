/** What a run keeps of what comes, with a real cache file: the next one begins with it. */
import assert from 'node:assert/strict';
import {
	mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {cacheFileOf, readKeptHours} from '../../source/client/cache.ts';
import {cacheOf, startKeeping} from '../../source/commands/start-keeping.ts';
import {resolveConfig, type Config} from '../../source/config/config.ts';
import type {ErrorsPage} from '../../source/contract/errors.ts';
import type {Action} from '../../source/dashboard/store/actions.ts';
import {errorsKey} from '../../source/dashboard/store/errors-key.ts';
import {errorTotal} from '../../source/dashboard/store/error-selectors.ts';
import {recallState} from '../../source/dashboard/store/recall.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {selectRows} from '../../source/dashboard/store/selectors.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {draw} from '../helpers/draw.tsx';
import {
	connectingState, failedTry, now, service, status, throughputFor, type SampleOptions,
} from '../helpers/sample.ts';

const root = mkdtempSync(path.join(tmpdir(), 'keeping-'));
after(() => {
	rmSync(root, {recursive: true});
});

let count = 0;
const newHome = () => path.join(root, String(count++));

const url = 'https://sync.example.com';
const backend = resolveConfig({url}, {}).connection;
const demo = resolveConfig({demo: true}, {}).connection;

/** A run on the cache below `home`, without a screen: what comes from the backend is played. */
function run(home: string, {connection = backend, cache: isKept = true, ...options}: SampleOptions & {connection?: Config['connection']; cache?: boolean} = {}) {
	const cache = cacheOf({connection, cache: isKept}, {XDG_CACHE_HOME: home});
	const store = createStore(reduce, recallState(connectingState({...options, isDemo: connection.kind === 'demo'}), cache.kept));
	const keeping = startKeeping(store, cache);
	return {
		state: () => store.getState(),
		play(...actions: readonly Action[]) {
			for (const action of actions) {
				keeping.store.dispatch(action);
			}
		},
		end: keeping.end,
	};
}

const asked = (panel: 'service' | 'status' | 'throughput' | 'errors', key: string): Action => ({
	type: 'asked', panel, key, isOther: false,
});
const statusAt = (at: number, data = status): Action => ({
	type: 'answered', panel: 'status', key: '/v1/status', data, at,
});
const firstRound = (at = now, capabilities = service.capabilities): Action[] => [
	asked('service', '/v1'),
	{
		type: 'answered', panel: 'service', key: '/v1', data: {...service, capabilities}, at,
	},
	asked('status', '/v1/status'),
	statusAt(at),
];

describe('the last answers', () => {
	it('stand in the first frame of the next run', async () => {
		const home = newHome();
		const first = run(home);
		first.play(...firstRound(), asked('throughput', 't'), {
			type: 'answered', panel: 'throughput', key: 't', data: throughputFor(connectingState()), at: now,
		});
		await first.end();
		const next = run(home);
		assert.match(draw(next.state()).join('\n'), /▌ Lead +1,204 +9,310 +10,514 .*9,820/v);
		await next.end();
	});

	it('are as old as their last confirmation, of which the screen saw nothing', async () => {
		const home = newHome();
		const first = run(home);
		first.play(...firstRound(now - 60_000), {
			type: 'confirmed', panel: 'status', key: '/v1/status', at: now - 10_000,
		}, failedTry('status', '/v1/status'));
		await first.end();
		const {panels} = run(home).state();
		assert.equal(panels.status.asOf, now - 10_000);
		assert.equal(panels.service.asOf, now - 60_000);
	});

	it('are a page of a hundred of the errors, and there are more', async () => {
		const home = newHome();
		const first = run(home);
		const key = errorsKey(first.state());
		const page = (from: number, nextCursor: string | null): ErrorsPage => ({
			items: Array.from({length: 100}, (_, index) => ({id: `e-${from + index}`, occurredAt: '2026-11-22T12:00:00Z'})), nextCursor,
		});
		first.play(...firstRound(), asked('errors', key), {
			type: 'errors-answered', key, part: 'first', cursor: undefined, page: page(0, 'more'), at: now,
		}, {
			type: 'errors-answered', key, part: 'next', cursor: 'more', page: page(100, null), at: now,
		});
		await first.end();
		const state = run(home).state();
		assert.equal(state.panels.errors.data?.items.length, 100);
		assert.deepEqual(errorTotal(state), {value: 100, quality: 'at-least'});
	});

	it('are not those of an earlier question: what was shown while another one was asked', async () => {
		const home = newHome();
		const first = run(home);
		first.play(...firstRound());
		await first.end();
		const second = run(home);
		assert.equal(second.state().panels.status.isCurrent, false);
		await second.end();
		assert.equal(run(home).state().panels.status.asOf, now);
	});

	it('of the demo are not kept, but how its screens stood', async () => {
		const home = newHome();
		const first = run(home, {connection: demo});
		first.play(...firstRound(), {type: 'view-chosen', view: 'last-hour'});
		await first.end();
		const {panels, status: shown} = run(home, {connection: demo}).state();
		assert.deepEqual([panels.status.data, shown.view], [undefined, 'last-hour']);
	});

	it('and everything else stay in memory where the settings say so', async () => {
		const home = newHome();
		const first = run(home, {cache: false});
		first.play(...firstRound());
		await first.end();
		assert.throws(() => readdirSync(home), {code: 'ENOENT'});
	});
});

describe('hours of a backend that doesn’t count them', () => {
	const backlog = (inserts: number) => ({objects: [{object: 'lead', pending: {inserts, updates: 0}, failed: 0}]});
	const hourBefore = now - 3_600_000;

	it('are counted from polls, marked as bounds, and there again in the next run', async () => {
		const home = newHome();
		const first = run(home);
		first.play(...firstRound(hourBefore - 10_000, []), statusAt(hourBefore, backlog(100)), statusAt(hourBefore + 5000, backlog(60)), {type: 'view-chosen', view: 'last-hour'});
		const title = / Last Hour 13:00–14:00 Europe\/Madrid {3}≥ 40 synced .* counted from polls/v;
		assert.match(draw(first.state()).join('\n'), title);
		assert.match(draw(first.state()).join('\n'), /lead +N\/A +N\/A +≥ 40 +≥ 0 +N\/A +≥ 40 +≥ 40 +≥ 40/v);
		await first.end();
		const next = run(home);
		assert.match(draw(next.state()).join('\n'), /lead +N\/A +N\/A +≥ 40/v);
		next.play(statusAt(hourBefore + 20_000, backlog(60)), statusAt(hourBefore + 25_000, backlog(50)));
		assert.equal(selectRows(next.state())[0]?.lastHour?.synced?.value, 50);
		await next.end();
	});

	it('are those of the backend’s clock', async () => {
		const late = run(newHome());
		late.play({type: 'skew-measured', skew: -3_600_000}, ...firstRound(now, []), statusAt(now + 1000, backlog(100)), statusAt(now + 5000, backlog(60)));
		assert.deepEqual(late.state().recalled.get('lead')?.keys().toArray(), [Date.parse('2026-11-22T12:00:00Z')]);
		await late.end();
	});

	it('count on over confirmations', async () => {
		const still = run(newHome());
		still.play(...firstRound(hourBefore - 1_000_000, []), statusAt(hourBefore - 900_000, backlog(100)), {
			type: 'confirmed', panel: 'status', key: '/v1/status', at: hourBefore,
		}, statusAt(hourBefore + 5000, backlog(60)));
		assert.equal(selectRows(still.state())[0]?.lastHour?.synced?.value, 40);
		await still.end();
	});

	it('are not counted where the backend counts them', async () => {
		const home = newHome();
		const able = run(home);
		able.play(...firstRound(hourBefore), statusAt(hourBefore, backlog(100)), statusAt(hourBefore + 5000, backlog(60)));
		await able.end();
		assert.equal(readKeptHours(path.join(home, 'sync-tui'), url).size, 0);
	});
});

describe('what is wrong with the cache', () => {
	it('is said once where a file was set aside', async () => {
		const home = newHome();
		const folder = path.join(home, 'sync-tui');
		mkdirSync(folder, {recursive: true});
		writeFileSync(cacheFileOf(folder, url), 'no JSON');
		const {state, end} = run(home);
		while (state().notice === undefined) {
			// eslint-disable-next-line no-await-in-loop -- waiting
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		}

		assert.match(state().notice?.text ?? '', /damaged; it is set aside as [\da-f]{16}\.json\.corrupt-\d{8}T\d{6}Z$/v);
		await end();
		const next = run(home);
		await next.end();
		assert.equal(next.state().notice, undefined);
	});

	it('stands in the header where nothing can be kept', async () => {
		const home = newHome();
		writeFileSync(home, '');
		const {state, end} = run(home);
		assert.equal(state().cacheProblem, 'unwritable');
		await end();
	});
});
