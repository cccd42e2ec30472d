/** How a server ends: it lets what it has begun come to its end, and says early that it will. */
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Agent, request as httpRequest, type IncomingMessage} from 'node:http';
import type {Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import {afterEach, describe, test} from 'node:test';
import {listen, type Listening} from '../../source/server/listen.ts';
import {createGate} from '../../source/server/starting.ts';

const opened: Listening[] = [];
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async server => server.close()));
});

/** Answers `/slow` when `finish` is called, anything else at once. */
async function serveSlowly() {
	const {promise: end, resolve: finish} = Promise.withResolvers<undefined>();
	const {promise: begun, resolve: begin} = Promise.withResolvers<undefined>();
	const gate = createGate();
	gate.open(async request => {
		if (!request.url.endsWith('/slow')) {
			return new Response('quick');
		}

		begin(undefined);
		await end;
		return new Response('slow');
	});
	const server = await listen(gate.handle, {host: '127.0.0.1', port: 0});
	opened.push(server);
	return {server, gate, begun, finish};
}

async function get(url: string, agent: Agent | false = false): Promise<{response: IncomingMessage; body: string; socket: Socket}> {
	const sent = httpRequest(url, {agent}).end();
	const [response] = await once(sent, 'response') as [IncomingMessage];
	const {socket} = response;
	return {response, socket, body: await text(response)};
}

describe('while it drains', () => {
	test('what runs comes to its end, and the drain ends with it', async () => {
		const {server, begun, finish} = await serveSlowly();
		const slow = get(`${server.url}/slow`);
		await begun;
		assert.equal(server.running(), 1);
		const drained = server.drain(10_000);
		finish(undefined);
		assert.equal((await slow).body, 'slow');
		assert.equal(await drained, true);
		assert.equal(server.running(), 0);
	});

	test('/healthz says that no more should be sent, /livez that all is well, and who comes late is still answered', async () => {
		const {server, gate, begun, finish} = await serveSlowly();
		const slow = get(`${server.url}/slow`);
		await begun;
		gate.drain();
		const drained = server.drain(10_000);
		const health = await get(`${server.url}/healthz`);
		assert.deepEqual([health.response.statusCode, health.response.headers['retry-after'], health.response.headers.connection], [503, '2', 'close']);
		assert.equal((await get(`${server.url}/livez`)).response.statusCode, 200);
		assert.equal((await get(`${server.url}/v1`)).body, 'quick');
		finish(undefined);
		await slow;
		assert.equal(await drained, true);
	});

	test('no connection is kept, whatever the client would like', async () => {
		const {server, begun, finish} = await serveSlowly();
		const agent = new Agent({keepAlive: true});
		const slow = get(`${server.url}/slow`, agent);
		await begun;
		const idle = await get(server.url, agent);
		assert.equal(idle.response.headers.connection, 'keep-alive');
		const gone = once(idle.socket, 'close');
		const drained = server.drain(10_000);
		await gone;
		finish(undefined);
		assert.equal((await slow).response.headers.connection, 'close');
		await drained;
		agent.destroy();
	});

	test('what runs for longer than the limit is broken off', async () => {
		const {server, begun, finish} = await serveSlowly();
		const slow = get(`${server.url}/slow`);
		const broken = assert.rejects(slow, {code: 'ECONNRESET'});
		await begun;
		assert.equal(await server.drain(50), false);
		await broken;
		finish(undefined);
	});

	test('where nothing runs it is over at once', async () => {
		const {server} = await serveSlowly();
		assert.equal(await server.drain(3_600_000), true);
	});
});
