/** Whom a server on loopback without a token answers: programs of this computer, and no web page of another site. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {json} from 'node:stream/consumers';
import {after, before, describe, test} from 'node:test';
import {openLedger, type Ledger} from '../../source/backends/ledger/ledger.ts';
import {createHandler} from '../../source/server/handle.ts';
import {listen, type Listening} from '../../source/server/listen.ts';
import {isLoopbackHost} from '../../source/server/loopback.ts';
import {refusalOfStranger} from '../../source/server/strangers.ts';
import {change} from '../helpers/sync-samples.ts';

let ledger: Ledger;
let server: Listening;
before(async () => {
	ledger = openLedger({file: ':memory:'});
	server = await listen(createHandler(ledger, {isLocalOnly: true}), {host: '127.0.0.1', port: 0}, {isLoopbackOnly: true});
});
after(async () => {
	await server.close();
	await ledger.close();
});

async function ask(headers: Record<string, string>, method = 'GET', path = '/v1/status', body = ''): Promise<{status: number | undefined; answer: unknown}> {
	const sent = httpRequest(`${server.url}${path}`, {method, headers, agent: false}).end(body);
	const [response] = await once(sent, 'response') as [IncomingMessage];
	return {status: response.statusCode, answer: method === 'HEAD' ? undefined : await json(response)};
}

const allowed = ['localhost', 'LOCALHOST:8484', '127.0.0.1', '127.0.0.1:8484', '127.0.0.2:1', '[::1]:8484', 'sync.localhost:8484', '[::ffff:127.0.0.1]', '0x7f.1'];
const refused = [
	'evil.example',
	'evil.example:8484',
	'localhost.evil.example',
	'127.0.0.1.evil.example',
	'192.168.0.7:8484',
	'0.0.0.0:8484',
	'[::]:8484',
	'localhost@evil.example',
	'evil.example#localhost',
	'',
];

describe('a server on loopback without a token', () => {
	for (const host of allowed) {
		test(`answers to ${host}`, async () => {
			const {status} = await ask({host});
			assert.equal(status, 200);
		});
	}

	for (const host of refused) {
		test(`does not answer to "${host}", the name by which a web page may have got here`, () => {
			assert.match(refusalOfStranger(new Headers({host})) ?? '', /SYNC_TUI_TOKEN/v);
		});
	}

	test('says why, whatever is asked', async () => {
		for (const path of ['/v1/status', '/v1', '/healthz', '/nothing']) {
			const {status, answer} = await ask({host: 'evil.example'}, 'GET', path); // eslint-disable-line no-await-in-loop
			assert.equal(status, 403);
			assert.partialDeepStrictEqual(answer, {code: 'forbidden', title: 'This is not allowed'});
		}

		assert.equal((await ask({host: 'evil.example'}, 'HEAD')).status, 403);
	});

	test('takes nothing from a page of another site, or of another port', async () => {
		const {host} = new URL(server.url);
		const report = async (origin: string, id: string) =>
			(await ask({host, origin, 'content-type': 'application/json'}, 'POST', '/v1/changes', JSON.stringify([change(id)]))).status;
		const statuses = await Promise.all(['http://evil.example', 'null', `https://${host}`, 'http://127.0.0.1:1'].map(async (origin, index) => report(origin, String(index))));
		assert.deepEqual(statuses, [403, 403, 403, 403]);
		assert.deepEqual((await ledger.status()).objects, []);
		assert.equal(await report(`http://${host}`, 'own'), 202);
	});
});

test('a server with a token answers to any name, as it may be behind another server', async () => {
	const handler = createHandler(ledger, {token: 'secret'});
	const response = await handler(new Request('http://localhost/v1/status', {headers: {host: 'sync.example.com', authorization: 'Bearer secret'}}));
	assert.equal(response.status, 200);
});

test('addresses of this computer are told from others, however they are written', () => {
	const own = ['localhost', '127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
	const others = ['', '0.0.0.0', '::', '::ffff:0.0.0.0', '::ffff:192.168.0.7', '128.0.0.1', '127.0.0.1.example.com', '127.1', 'localhost.example.com', 'my-host', '::2'];
	assert.deepEqual(own.filter(host => !isLoopbackHost(host)), []);
	assert.deepEqual(others.filter(host => isLoopbackHost(host)), []);
});

test('a server that is to be on loopback alone listens on no name that means another computer', async () => {
	for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
		// eslint-disable-next-line no-await-in-loop
		await assert.rejects(listen(createHandler(ledger), {host, port: 0}, {isLoopbackOnly: true}), {
			name: 'ListenError', code: 'no-such-host', message: `${host} is not this computer's own address here; choose 127.0.0.1, or set a token.`,
		});
	}

	const named = await listen(createHandler(ledger), {host: 'localhost', port: 0}, {isLoopbackOnly: true});
	assert.match(named.url, /^http:\/\/localhost:\d+$/v);
	await named.close();
});
