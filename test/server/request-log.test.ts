/** What is written of each request: enough to see how the server does, and nothing of whom or what it was about. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {after, before, beforeEach, describe, test} from 'node:test';
import {openLedger, type Ledger} from '../../source/backends/ledger/ledger.ts';
import {createHandler} from '../../source/server/handle.ts';
import {listen, type Listening} from '../../source/server/listen.ts';
import type {Observer} from '../../source/server/observer.ts';
import {openJsonLog} from '../../source/server/request-log.ts';
import {change} from '../helpers/sync-samples.ts';

type Line = Readonly<Record<string, unknown>>;

const lines: string[] = [];
const written = new EventTarget();
const {observer, say} = openJsonLog({
	write(line) {
		lines.push(line);
		written.dispatchEvent(new Event('line'));
	},
});
let ledger: Ledger;
let server: Listening;
before(async () => {
	ledger = openLedger({file: ':memory:'});
	const broken = {...ledger, exportErrors: undefined, async errors(): Promise<never> {
		throw new Error('out of order');
	}};
	server = await listen(createHandler(broken, {token: 'hunter2'}), {host: '127.0.0.1', port: 0}, {observers: [observer]});
});
beforeEach(() => {
	lines.length = 0;
});
after(async () => {
	await server.close();
	await ledger.close();
});

/** The line of a request is written when its last byte was taken, which may be after the client has it. */
async function lineOf(path: string, {method = 'GET', headers = {}, body}: {method?: string; headers?: Record<string, string>; body?: string} = {}): Promise<{line: Line; id: unknown; bytes: number}> {
	const sent = httpRequest(`${server.url}${path}`, {method, agent: false, headers: {authorization: 'Bearer hunter2', 'accept-encoding': 'identity', ...headers}}).end(body);
	const [response] = await once(sent, 'response') as [IncomingMessage];
	const {length: bytes} = await text(response);
	while (lines.length === 0) {
		await once(written, 'line'); // eslint-disable-line no-await-in-loop
	}

	return {line: JSON.parse(lines[0] ?? '') as Line, id: response.headers['x-request-id'], bytes};
}

describe('the line of a request', () => {
	test('has the route as the contract writes it, what became of it, and the name of the token', async () => {
		const {line, id, bytes} = await lineOf('/v1/status?secret=query');
		const {time, ms, ...rest} = line;
		assert.deepEqual(rest, {
			level: 'info', method: 'GET', route: '/v1/status', status: 200, bytes, token: 'default', id, msg: 'request',
		});
		assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/v);
		assert.ok(typeof ms === 'number' && ms >= 0 && ms < 10_000);
	});

	test('says nothing of tokens, ids, queries, paths and bodies', async () => {
		const requests: Array<Parameters<typeof lineOf>> = [
			['/v1/errors/maria.lopez%40example.com'],
			['/v1/objects/maria.lopez/pending?limit=3&q=maria.lopez'],
			['/v1/changes', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify([change('maria.lopez', {recordName: 'maria.lopez'})])}],
			['/maria.lopez?maria.lopez'],
			['/v1/status', {headers: {authorization: 'Bearer maria.lopez'}}],
			['/v1/status', {headers: {'x-request-id': 'maria.lopez@example.com'}}],
			['/v1/status', {headers: {'user-agent': 'maria.lopez', 'x-forwarded-for': '203.0.113.7', host: 'maria.lopez'}}],
		];
		const routes: unknown[] = [];
		for (const [path, options] of requests) {
			lines.length = 0;
			const {line} = await lineOf(path, options); // eslint-disable-line no-await-in-loop
			assert.doesNotMatch(JSON.stringify(line), /maria|lopez|hunter2|203\.0|127\.0/v);
			routes.push(line.route);
		}

		assert.deepEqual(routes, ['/v1/errors/{id}', '/v1/objects/{object}/pending', '/v1/changes', 'other', '/v1/status', '/v1/status', '/v1/status']);
	});

	test('is an error where the server or its backend failed, and none where somebody asked for what there isn\'t', async () => {
		assert.deepEqual([(await lineOf('/v1/errors')).line].map(({level, status}) => [level, status]), [['error', 503]]);
		lines.length = 0;
		assert.deepEqual([(await lineOf('/v1/errors/export?format=csv')).line].map(({level, status}) => [level, status]), [['info', 501]]);
		lines.length = 0;
		assert.deepEqual([(await lineOf('/nothing')).line].map(({level, status}) => [level, status]), [['info', 404]]);
	});

	test('names no token where there is none that is known', async () => {
		assert.equal('token' in (await lineOf('/v1/status', {headers: {authorization: ''}})).line, false);
	});

	test('carries the id that a proxy gave, and the answer has it too', async () => {
		const {line, id} = await lineOf('/v1', {headers: {'x-request-id': '7f3a-9c_2.1'}});
		assert.deepEqual([line.id, id], ['7f3a-9c_2.1', '7f3a-9c_2.1']);
	});

	for (const given of ['a b', 'x'.repeat(65), '{"a":1}', '']) {
		test(`gets an id of the server's own in place of ${JSON.stringify(given.slice(0, 10))}`, async () => {
			const {line, id} = await lineOf('/v1', {headers: {'x-request-id': given}});
			assert.match(String(id), /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/v);
			assert.equal(line.id, id);
		});
	}

	test('is not written of probes', async () => {
		await fetch(`${server.url}/healthz`);
		await fetch(`${server.url}/livez`);
		const {line} = await lineOf('/v1');
		assert.deepEqual([lines.length, line.route], [1, '/v1']);
	});
});

test('a client that leaves before its answer is told as such', async () => {
	const finish = Promise.withResolvers<Response>();
	const begun = Promise.withResolvers<undefined>();
	const left = Promise.withResolvers<undefined>();
	const leaving: Observer = {
		connection: () => () => {
			left.resolve(undefined);
		},
		request: () => () => undefined,
	};
	const slow = await listen(async () => {
		begun.resolve(undefined);
		return finish.promise;
	}, {host: '127.0.0.1', port: 0}, {observers: [observer, leaving]});
	const sent = httpRequest(`${slow.url}/v1/status`, {agent: false}).end();
	sent.on('error', () => undefined);
	await begun.promise;
	sent.destroy();
	await left.promise;
	const line = once(written, 'line');
	finish.resolve(new Response('too late'));
	await line;
	assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ''), {aborted: true, bytes: 0, route: '/v1/status'});
	await slow.close();
});

test('what the server says otherwise is a line of the same kind', () => {
	say('the ledger is checked');
	say('a connection broke', 'error');
	assert.deepEqual(lines.map(line => JSON.parse(line) as Line).map(({level, msg}) => [level, msg]), [['info', 'the ledger is checked'], ['error', 'a connection broke']]);
	assert.ok(lines.every(line => line.endsWith('\n') && !line.slice(0, -1).includes('\n')));
});
