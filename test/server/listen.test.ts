
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {Agent, request as httpRequest, type IncomingMessage} from 'node:http';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {
	after, afterEach, before, describe, test,
} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {openLedger, type Ledger} from '../../source/backends/ledger/ledger.ts';
import {maxIngestBytes} from '../../source/contract/ingest.ts';
import {createHandler, type Handler} from '../../source/server/handle.ts';
import {ListenError} from '../../source/server/listen-error.ts';
import {listen, type Address, type Listening} from '../../source/server/listen.ts';
import {change} from '../helpers/sync-samples.ts';

const loopback = {host: '127.0.0.1', port: 0};
const hello = async () => new Response('hello');
let folder: string;
let ledger: Ledger;
const opened: Listening[] = [];
/** Listens until the test ends, however it ends. */
async function serve(handler: Handler, address: Address = loopback, log?: (error: unknown) => void): Promise<Listening> {
	const server = await listen(handler, address, {log});
	opened.push(server);
	return server;
}

before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-listen-'));
	ledger = openLedger({file: ':memory:'});
});
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async server => server.close()));
});
after(async () => {
	await ledger.close();
	rmSync(folder, {recursive: true});
});

const socketFile = (name: string) => path.join(folder, name);

/** A GET over a Unix socket. */
async function getOver(socketPath: string): Promise<string> {
	const sent = httpRequest({socketPath, path: '/v1', agent: false}).end();
	const [response] = await once(sent, 'response') as [IncomingMessage];
	return text(response);
}

function assertListenError(code: string, mention: string) {
	return (error: unknown) => {
		assert.ok(error instanceof ListenError);
		assert.equal(error.code, code);
		assert.ok(error.message.includes(mention), error.message);
		assert.doesNotMatch(error.message, /\n/v);
		return true;
	};
}

describe('a server on a port', () => {
	test('says where it is, and answers there', async () => {
		const server = await serve(hello);
		assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/v);
		assert.equal(await (await fetch(server.url)).text(), 'hello');
	});

	test('that is taken is refused with the port', async () => {
		const server = await serve(hello);
		const port = Number(new URL(server.url).port);
		await assert.rejects(listen(hello, {host: '127.0.0.1', port}), assertListenError('in-use', `127.0.0.1:${port}`));
	});

	test('of an address that this computer lacks is refused', async () => {
		await assert.rejects(listen(hello, {host: '192.0.2.1', port: 0}), assertListenError('no-such-host', '192.0.2.1'));
	});

	test('hands on method, path, headers and body as they came', async () => {
		const server = await serve(async request => Response.json({
			method: request.method, path: new URL(request.url).pathname, search: new URL(request.url).search, test: request.headers.get('x-test'), body: await request.text(),
		}));
		const response = await fetch(`${server.url}//evil.example/a%20b?q=1&q=2`, {method: 'PUT', headers: {'x-test': 'yes'}, body: 'ñ'});
		assert.deepEqual(await response.json(), {
			method: 'PUT', path: '//evil.example/a%20b', search: '?q=1&q=2', test: 'yes', body: 'ñ',
		});
	});

	test('packs a long answer for those who take gzip, and no short one', async () => {
		const long = 'a'.repeat(5000);
		const server = await serve(async request => new Response(request.url.endsWith('long') ? long : 'short'));
		const agent = new Agent();
		const get = async (target: string, encodings: string) => {
			const sent = httpRequest(`${server.url}/${target}`, {agent, headers: {'accept-encoding': encodings}}).end();
			const [response] = await once(sent, 'response') as [IncomingMessage];
			return {response, body: Buffer.concat(await response.toArray() as Uint8Array[])};
		};

		const packed = await get('long', 'br, gzip;q=0.5');
		assert.equal(packed.response.headers['content-encoding'], 'gzip');
		assert.equal(packed.response.headers['content-length'], String(packed.body.byteLength));
		assert.equal(gunzipSync(packed.body).toString(), long);
		for (const [target, encodings] of [['short', 'gzip'], ['long', ''], ['long', 'gzip;q=0'], ['long', 'br']] as const) {
			// eslint-disable-next-line no-await-in-loop
			const plain = await get(target, encodings);
			assert.equal(plain.response.headers['content-encoding'], undefined, `${target} ${encodings}`);
			assert.equal(plain.body.toString(), target === 'short' ? 'short' : long);
		}

		agent.destroy();
	});

	test('answers HEAD with the length of what GET would bring', async () => {
		const server = await serve(createHandler(ledger));
		const got = await fetch(`${server.url}/v1`, {headers: {'accept-encoding': 'identity'}});
		const headed = await fetch(`${server.url}/v1`, {method: 'HEAD'});
		assert.equal(headed.headers.get('content-length'), String((await got.arrayBuffer()).byteLength));
	});

	test('answers a body that is too large, said or not, and goes on with the same connection', async () => {
		const server = await serve(createHandler(ledger));
		const agent = new Agent({keepAlive: true, maxSockets: 1});
		const ports = new Set<number | undefined>();
		const send = async (method: string, target: string, body: Uint8Array | string, headers: Record<string, string> = {}) => {
			const sent = httpRequest(`${server.url}${target}`, {agent, method, headers: {'content-type': 'application/json', ...headers}});
			sent.end(body);
			const [response] = await once(sent, 'response') as [IncomingMessage];
			await text(response);
			ports.add(sent.socket?.localPort);
			return response.statusCode;
		};

		const tooMuch = Buffer.alloc(maxIngestBytes + 1, ' ');
		assert.equal(await send('POST', '/v1/changes', tooMuch), 413);
		assert.equal(await send('POST', '/v1/changes', tooMuch, {'transfer-encoding': 'chunked'}), 413);
		assert.equal(await send('POST', '/v1/nothing', tooMuch), 404);
		assert.equal(await send('POST', '/v1/changes', JSON.stringify([change('after')])), 202);
		assert.equal(ports.size, 1);
		agent.destroy();
	});

	test('outlives a client that goes away in the middle of its body', async () => {
		const logged: unknown[] = [];
		const log = (...entry: unknown[]) => {
			logged.push(entry);
		};

		const answered = Promise.withResolvers<number>();
		const handle = createHandler(ledger, {log});
		const server = await serve(async request => {
			const response = await handle(request);
			answered.resolve(response.status);
			return response;
		}, loopback, log);
		const client = connect(Number(new URL(server.url).port), '127.0.0.1');
		client.write('POST /v1/changes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[{');
		client.destroySoon();
		assert.equal(await answered.promise, 400);
		assert.equal((await fetch(`${server.url}/v1`)).status, 200);
		assert.deepEqual(logged, []);
	});

	for (const start of ['GET https://other.example/v1', 'OPTIONS *', 'TRACE /v1']) {
		test(`refuses "${start}"`, async () => {
			const server = await serve(hello);
			const client = connect(Number(new URL(server.url).port), '127.0.0.1');
			client.end(`${start} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
			assert.match(await text(client), /^HTTP\/1\.1 400 /v);
		});
	}

	test('ends what it has begun before it closes, and closes at once where connections only wait', async () => {
		const begun = Promise.withResolvers<undefined>();
		const finish = Promise.withResolvers<Response>();
		const server = await serve(async request => {
			if (request.url.endsWith('/slow')) {
				begun.resolve(undefined);
				return finish.promise;
			}

			return new Response('quick');
		});
		const agent = new Agent({keepAlive: true});
		const waiting = httpRequest(server.url, {agent}).end();
		const [quick] = await once(waiting, 'response') as [IncomingMessage];
		await text(quick);
		const slow = fetch(`${server.url}/slow`);
		await begun.promise;
		const closing = server.close();
		finish.resolve(new Response('done'));
		assert.equal(await (await slow).text(), 'done');
		await closing;
		await assert.rejects(fetch(server.url), TypeError);
		agent.destroy();
	});
});

describe('a server on a Unix socket', () => {
	test('is its owner\'s alone, and leaves nothing behind', async () => {
		const socket = socketFile('own.sock');
		const server = await serve(hello, {socket});
		assert.equal(server.url, `unix:${socket}`);
		assert.equal(statSync(socket).mode % 0o1000, 0o600);
		assert.equal(await getOver(socket), 'hello');
		await server.close();
		assert.equal(existsSync(socket), false);
	});

	test('takes the place of one that was killed', async () => {
		const socket = socketFile('stale.sock');
		await leaveSocket(socket);
		await serve(hello, {socket});
		assert.equal(await getOver(socket), 'hello');
	});

	test('leaves one that answers where it is', async () => {
		const socket = socketFile('live.sock');
		await serve(hello, {socket});
		await assert.rejects(listen(hello, {socket}), assertListenError('in-use', socket));
		assert.equal(await getOver(socket), 'hello');
	});

	test('leaves a file that is no socket as it is', async () => {
		const socket = socketFile('notes.txt');
		writeFileSync(socket, 'mine');
		await assert.rejects(listen(hello, {socket}), assertListenError('in-use', socket));
		assert.equal(readFileSync(socket, 'utf8'), 'mine');
	});

	test('in a folder that does not exist is refused', async () => {
		const socket = socketFile('nowhere/own.sock');
		await assert.rejects(listen(hello, {socket}), assertListenError('no-such-folder', socket));
	});
});

/** What a killed server leaves: a socket at which nobody listens. */
async function leaveSocket(socket: string): Promise<void> {
	const program = `require('node:net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
	const child = spawn(process.execPath, ['-e', program], {stdio: 'ignore'});
	await once(child, 'exit');
	assert.ok(statSync(socket).isSocket());
}
