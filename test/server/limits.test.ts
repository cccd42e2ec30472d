/** What a server takes from clients that are slow, greedy or in a hurry, over real sockets and with short limits. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {connect, type Socket} from 'node:net';
import {afterEach, describe, test} from 'node:test';
import {text} from 'node:stream/consumers';
import {setTimeout as pause} from 'node:timers/promises';
import {maxIngestBytes} from '../../source/contract/ingest.ts';
import type {Handler} from '../../source/server/handle.ts';
import {serverLimits, type ServerLimits} from '../../source/server/limits.ts';
import {listen, type Listening} from '../../source/server/listen.ts';

const hello: Handler = async () => new Response('hello');
const logged: unknown[] = [];
const opened: Array<Listening | Socket> = [];
afterEach(async () => {
	for (const each of opened.splice(0)) {
		// eslint-disable-next-line no-await-in-loop
		await ('close' in each ? each.close() : each.destroy());
	}

	assert.deepEqual(logged.splice(0), []);
});

/** Returns a way to connect. */
async function serve(handler: Handler, limits: Partial<ServerLimits>): Promise<(input?: string) => Socket> {
	const server = await listen(handler, {host: '127.0.0.1', port: 0}, {
		limits: {checkInterval: 20, ...limits},
		log(error) {
			logged.push(error);
		},
	});
	opened.push(server);
	return (input = '') => {
		const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
		// Being dropped is what most of these are about.
		socket.on('error', () => undefined);
		socket.write(input);
		opened.push(socket);
		return socket;
	};
}

const head = 'GET / HTTP/1.1\r\nHost: localhost\r\n';

/** All that comes until the server ends the connection. */
async function untilDropped(socket: Socket): Promise<string> {
	return text(socket).catch(() => 'dropped');
}

/** Sends a byte now and then for as long as it may. */
async function drip(socket: Socket): Promise<void> {
	while (!socket.destroyed) {
		socket.write('a');
		await pause(10); // eslint-disable-line no-await-in-loop -- slowly is the point
	}
}

describe('a client', () => {
	test('that says nothing is dropped', async () => {
		const open = await serve(hello, {headTimeout: 60});
		assert.doesNotMatch(await untilDropped(open()), / 200 /v);
	});

	test('that sends its headers byte by byte is dropped with 408, however steadily they come', async () => {
		const open = await serve(hello, {headTimeout: 60});
		const socket = open(`${head}X-Long: `);
		const [said] = await Promise.all([untilDropped(socket), drip(socket)]);
		assert.match(said, /^HTTP\/1\.1 408 /v);
	});

	test('that sends its body byte by byte is dropped', async () => {
		const open = await serve(async request => new Response(await request.text().catch(() => '')), {headTimeout: 60, requestTimeout: 80});
		const socket = open('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n');
		const [said] = await Promise.all([untilDropped(socket), drip(socket)]);
		assert.doesNotMatch(said, / 200 /v);
	});

	test('that leaves its connection unused is dropped after a while, and not before', async () => {
		const open = await serve(hello, {idleTimeout: 1000});
		const socket = open(`${head}\r\n`);
		await once(socket, 'data');
		const answeredAt = performance.now();
		await once(socket.resume(), 'close');
		assert.ok(performance.now() - answeredAt >= 500);
	});

	test('that sends larger headers than are taken is refused with 431', async () => {
		const open = await serve(hello, {maxHeadBytes: 1024});
		assert.match(await untilDropped(open(`${head}X-Long: ${'a'.repeat(2000)}\r\n\r\n`)), /^HTTP\/1\.1 431 /v);
	});

	test('that does not name a host is refused with 400', async () => {
		const open = await serve(hello, {});
		assert.match(await untilDropped(open('GET / HTTP/1.1\r\n\r\n')), /^HTTP\/1\.1 400 /v);
	});

	test('that does not take its answer is dropped, and no more of the answer is made than it might have taken', async () => {
		const whole = Buffer.alloc(20_000_000, 'a');
		const open = await serve(async () => new Response(whole), {answerTimeout: 80});
		const socket = open(`${head}\r\n`);
		socket.pause();
		await pause(300);
		assert.match(await untilDropped(socket.resume()), /dropped|^HTTP\/1\.1 200 /v);
		assert.ok(socket.bytesRead < whole.byteLength);
	});

	test('that does not take a long stream is dropped, and the stream is let go of', async () => {
		let made = 0;
		const gone = Promise.withResolvers<void>();
		const body = () => new ReadableStream<Uint8Array>({
			pull(controller) {
				made++;
				controller.enqueue(new Uint8Array(300_000));
			},
			cancel() {
				gone.resolve();
			},
		}, {highWaterMark: 0});
		const open = await serve(async () => new Response(body(), {headers: {'cache-control': 'no-transform'}}), {answerTimeout: 80});
		open(`${head}\r\n`).pause();
		await gone.promise;
		// What the system itself keeps of a connection is some megabytes.
		assert.ok(made < 60, String(made));
	});

	test('that takes a stream slowly gets all of it', async () => {
		const piece = 50_000;
		const body = () => ReadableStream.from(Array.from({length: 60}, () => new Uint8Array(piece)));
		const open = await serve(async () => new Response(body(), {headers: {'cache-control': 'no-transform'}}), {answerTimeout: 1000});
		const socket = open(`${head}Connection: close\r\n\r\n`);
		let bytes = 0;
		for await (const chunk of socket as AsyncIterable<Uint8Array>) {
			bytes += chunk.byteLength;
			await pause(2);
		}

		assert.ok(bytes > 60 * piece);
	});
});

describe('requests that are sent without waiting for answers', () => {
	test('are begun one at a time, and answered in their order', async () => {
		let running = 0;
		let most = 0;
		const open = await serve(async request => {
			most = Math.max(most, ++running);
			await pause(2);
			running--;
			return new Response(`<${new URL(request.url).pathname}>`);
		}, {});
		const paths = Array.from({length: 20}, (_, index) => `/${index}`);
		const socket = open(paths.map((path, index) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${index === 19 ? 'Connection: close\r\n' : ''}\r\n`).join(''));
		const said = await text(socket);
		assert.deepEqual(said.matchAll(/<(?<path>[^<>]*)>/gv).map(match => match.groups?.path).toArray(), paths);
		assert.equal(most, 1);
	});

	test('are dropped where there are too many of them', async () => {
		let begun = 0;
		const open = await serve(async () => {
			begun++;
			await pause(50);
			return new Response('late');
		}, {maxWaiting: 5});
		await untilDropped(open(`${head}\r\n`.repeat(500)));
		assert.ok(begun <= 6, String(begun));
	});

	test('do not keep a next connection waiting', async () => {
		const held = Promise.withResolvers<Response>();
		const open = await serve(async request => request.url.endsWith('/held') ? held.promise : new Response('free'), {});
		open('GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n');
		assert.match(await text(open(`${head}Connection: close\r\n\r\n`)), /free$/v);
		held.resolve(new Response('done'));
	});
});

describe('connections', () => {
	test('beyond as many as are taken are closed at once; when one leaves, the next is served', async () => {
		const open = await serve(hello, {maxConnections: 2});
		const first = open(`${head}\r\n`);
		await once(first, 'data');
		const second = open(`${head}\r\n`);
		await once(second, 'data');
		assert.doesNotMatch(await untilDropped(open(`${head}\r\n`)), / 200 /v);
		first.destroy();
		let said = '';
		while (!said.includes(' 200 ')) {
			said = await untilDropped(open(`${head}Connection: close\r\n\r\n`)); // eslint-disable-line no-await-in-loop -- the server hears of it a moment later
		}
	});

	test('stay between two polls at the longest usual interval', () => {
		assert.ok(serverLimits.idleTimeout > 60_000);
	});
});

test('the limits are those that docs/operations.md lists', () => {
	const document = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
	const {headTimeout, requestTimeout, idleTimeout, answerTimeout, maxHeadBytes, maxConnections, maxWaiting, checkInterval} = serverLimits;
	const rows = document.matchAll(/^\| (?<what>[^\|]+) \| (?<limit>[^\|]+) \|[^\|]+\|$/gmv).map(match => [match.groups?.what, match.groups?.limit] as const).toArray();
	const table = new Map(rows);
	const seconds = (ms: number) => `${ms / 1000} s`;
	assert.equal(table.get('a body'), `${maxIngestBytes / 1024 / 1024} MiB`);
	assert.equal(table.get('a request\'s line and headers'), `${maxHeadBytes / 1024} KiB`);
	assert.equal(table.get('from the connection, or the first byte, to the end of the headers'), seconds(headTimeout));
	assert.equal(table.get('a whole request, its body included'), seconds(requestTimeout));
	assert.equal(table.get('from an answer to the next request on the same connection'), seconds(idleTimeout));
	assert.equal(table.get('until a client has taken an answer, or the next 300 KB of an export'), seconds(answerTimeout));
	assert.equal(table.get('connections at a time'), String(maxConnections));
	assert.equal(table.get('requests sent ahead of their answers on one connection'), `${maxWaiting} wait, one is worked on`);
	assert.ok(document.includes(`looked at every ${seconds(checkInterval)}`));
});
