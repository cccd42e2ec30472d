/** The page that Prometheus scrapes, from a server that listens. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {after, before, describe, test} from 'node:test';
import type {Backend} from '../../../source/backends/backend.ts';
import {openLedger, type Ledger} from '../../../source/backends/ledger/ledger.ts';
import {createHandler} from '../../../source/server/handle.ts';
import {listen, type Listening} from '../../../source/server/listen.ts';
import {openMetrics} from '../../../source/server/metrics/metrics.ts';
import {change, failed, now} from '../../helpers/sync-samples.ts';

const clock = {now};
let ledger: Ledger;
let server: Listening;
let backend: Backend;
before(async () => {
	ledger = openLedger({file: ':memory:', clock: () => clock.now});
	backend = {...ledger};
	const metrics = openMetrics(() => clock.now);
	const asked: Backend = {...ledger, status: async () => backend.status(), exportErrors: async query => backend.exportErrors?.(query) ?? Promise.reject(new Error('no export'))};
	server = await listen(createHandler(asked, {metrics: metrics.pageOf(asked), tally: metrics.tally}), {host: '127.0.0.1', port: 0}, {observers: [metrics.observer]});
});
after(async () => {
	await server.close();
	await ledger.close();
});

async function get(path: string, init: {method?: string; body?: string; type?: string} = {}): Promise<string> {
	const sent = httpRequest(`${server.url}${path}`, {agent: false, method: init.method ?? 'GET', headers: {'content-type': init.type ?? 'application/json'}}).end(init.body);
	const [response] = await once(sent, 'response') as [IncomingMessage];
	return text(response);
}

/** The lines of one metric, without its name. */
async function scrape(name: string): Promise<string[]> {
	const page = await get('/metrics');
	return page.split('\n').filter(line => new RegExp(String.raw`^${name}(?:\{| )`, 'v').test(line)).map(line => line.slice(name.length).trim());
}

/** A new answer of the backend, whatever the one before was. */
async function scrapeLater(name: string): Promise<string[]> {
	clock.now += 5000;
	return scrape(name);
}

const report = async (path: string, items: readonly unknown[]) => get(path, {method: 'POST', body: JSON.stringify(items)});

describe('the figures', () => {
	test('have the type of the text format, and each a line of help', async () => {
		const response = await fetch(`${server.url}/metrics`);
		assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
		const page = await response.text();
		const names = new Set(Array.from(page.matchAll(/^# TYPE (?<name>\w+)/gmv), ({groups}) => groups?.name));
		assert.ok(names.size > 30);
		for (const name of names) {
			assert.match(page, new RegExp(String.raw`^# HELP ${name} \S`, 'mv'));
		}

		// Of the process.
		assert.ok(names.has('process_resident_memory_bytes'));
		assert.ok(names.has('nodejs_eventloop_lag_seconds'));
	});

	test('count what engines report, by what became of it', async () => {
		assert.deepEqual(await scrape('sync_tui_results_received_total'), ['{outcome="accepted"} 0', '{outcome="duplicate"} 0', '{outcome="unknown"} 0']);
		await report('/v1/changes', [change('1'), change('2'), change('3')]);
		await report('/v1/changes', [change('3')]);
		await report('/v1/results', [failed('1'), failed('nobody')]);
		await report('/v1/results', [failed('1')]);
		await report('/v1/changes', ['nonsense']);
		assert.deepEqual(await scrape('sync_tui_changes_received_total'), ['{outcome="accepted"} 3', '{outcome="duplicate"} 1']);
		assert.deepEqual(await scrape('sync_tui_results_received_total'), ['{outcome="accepted"} 1', '{outcome="duplicate"} 1', '{outcome="unknown"} 1']);
	});

	test('count requests by route, never by what was asked for', async () => {
		await get('/v1/errors/asked-1');
		await get('/v1/errors/asked-2');
		await get('/nothing/asked-3');
		await get('/v1/status', {method: 'DELETE'});
		const counts = await scrape('sync_tui_http_requests_total');
		assert.ok(counts.includes('{method="GET",route="/v1/errors/{id}",status="404"} 2'), counts.join('\n'));
		assert.ok(counts.includes('{method="GET",route="other",status="404"} 1'));
		assert.ok(counts.includes('{method="other",route="other",status="405"} 1'));
		assert.ok(counts.includes('{method="POST",route="/v1/changes",status="400"} 1'));
		assert.doesNotMatch(await get('/metrics'), /asked-/v);
		assert.ok((await scrape('sync_tui_http_request_duration_seconds_count')).includes('{method="GET",route="/v1/errors/{id}",status="404"} 2'));
	});

	test('say how many requests, exports and connections there are at the moment', async () => {
		const {promise: end, resolve: finish} = Promise.withResolvers<undefined>();
		backend = {
			...ledger,
			exportErrors: async () => ({
				total: 1,
				pieces: (async function * () {
					yield 'first';
					await end;
				})(),
			}),
		};
		const sent = httpRequest(`${server.url}/v1/errors/export?format=csv`, {agent: false}).end();
		const [response] = await once(sent, 'response') as [IncomingMessage];
		await once(response, 'data');
		assert.deepEqual(await scrape('sync_tui_exports_running'), ['1']);
		// The scrape is one of them.
		assert.deepEqual(await scrape('sync_tui_http_requests_running'), ['2']);
		assert.equal(Number((await scrape('sync_tui_http_connections'))[0]) >= 2, true);
		const ended = once(response, 'end');
		finish(undefined);
		await ended;
		backend = {...ledger};
		let running = await scrape('sync_tui_exports_running');
		for (const limit = Date.now() + 5000; running[0] !== '0' && Date.now() < limit;) {
			running = await scrape('sync_tui_exports_running'); // eslint-disable-line no-await-in-loop -- the server ends it a moment after the client has it.
		}

		assert.deepEqual(running, ['0']);
	});
});

describe('the backlog', () => {
	test('is told by object and operation, with the age of the oldest', async () => {
		clock.now = now;
		assert.deepEqual(await scrapeLater('sync_tui_pending_records'), ['{object="lead",operation="insert"} 0', '{object="lead",operation="update"} 2']);
		assert.deepEqual(await scrape('sync_tui_failed_records'), ['{object="lead"} 1']);
		const [age = ''] = await scrape('sync_tui_oldest_pending_age_seconds');
		assert.match(age, /^\{object="lead",operation="update"\} \d+/v);
		assert.deepEqual(await scrape('sync_tui_backend_up'), ['1']);
	});

	test('is asked of the backend once in 5 s, however many scrape', async () => {
		let asked = 0;
		backend = {
			...ledger,
			async status() {
				asked++;
				return ledger.status();
			},
		};
		clock.now += 5000;
		await Promise.all([get('/metrics'), get('/metrics')]);
		clock.now += 4999;
		await get('/metrics');
		assert.equal(asked, 1);
		clock.now += 1;
		await get('/metrics');
		assert.equal(asked, 2);
		backend = {...ledger};
	});

	test('of a backend that fails is told as down, with no figures of its own, and the rest of the page', async () => {
		backend = {
			...ledger,
			async status() {
				throw new Error('out of order');
			},
		};
		assert.deepEqual(await scrapeLater('sync_tui_backend_up'), ['0']);
		assert.deepEqual(await scrape('sync_tui_pending_records'), []);
		assert.deepEqual(await scrape('sync_tui_changes_received_total'), ['{outcome="accepted"} 3', '{outcome="duplicate"} 1']);
		backend = {...ledger};
		assert.deepEqual(await scrapeLater('sync_tui_backend_up'), ['1']);
		assert.equal((await scrape('sync_tui_pending_records')).length, 2);
	});

	test('names objects as they are, whatever is in their names, and forgets those that are gone', async () => {
		const object = 'a"b\\c\nd{e="f"} 1';
		backend = {...ledger, status: async () => ({objects: [{object, pending: {inserts: 5}}]})};
		assert.deepEqual(await scrapeLater('sync_tui_pending_records'), [String.raw`{object="a\"b\\c\nd{e=\"f\"} 1",operation="insert"} 5`]);
		backend = {...ledger};
		assert.doesNotMatch((await scrapeLater('sync_tui_pending_records')).join('\n'), /a\\"b/v);
	});
});
