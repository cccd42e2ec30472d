import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {describe, it} from 'node:test';
import {gzipSync} from 'node:zlib';
import type {RequestListener} from 'node:http';
import {RequestFailure} from '../../source/client/failure.ts';
import {createClient} from '../../source/client/http.ts';
import {StatusSchema} from '../../source/contract/status.ts';
import {json, scriptedServer} from '../helpers/scripted-server.ts';
import {tokensOf} from '../helpers/tokens-of.ts';

const body = {objects: [{object: 'lead', pending: {inserts: 1, updates: 2}, color: 'red'}]};

async function failureOf(listener: RequestListener, timeout = 2000): Promise<RequestFailure> {
	await using server = await scriptedServer(listener);
	const error: unknown = await createClient({baseUrl: server.url, timeout}).get('/v1/status', StatusSchema).catch((error_: unknown) => error_);
	assert.ok(error instanceof RequestFailure, String(error));
	return error;
}

describe('the client', () => {
	it('reads an answer and drops the fields that it does not know', async () => {
		await using server = await scriptedServer(json(body));
		const {value, isNew} = await createClient({baseUrl: server.url}).get('/v1/status', StatusSchema);
		assert.deepEqual(value, {objects: [{object: 'lead', pending: {inserts: 1, updates: 2}}]});
		assert.ok(isNew);
	});

	it('sends the ETag that it knows, and gives the very same object again on 304', async () => {
		await using server = await scriptedServer(json(body, {etag: '"a"'}));
		const client = createClient({baseUrl: server.url});
		const first = await client.get('/v1/status', StatusSchema);
		const second = await client.get('/v1/status', StatusSchema);
		assert.equal(server.requests[1]?.headers['if-none-match'], '"a"');
		assert.equal(second.value, first.value);
		assert.equal(second.isNew, false);
	});

	it('keeps a path below the host, and the query', async () => {
		await using server = await scriptedServer(json(body));
		await createClient({baseUrl: `${server.url}/sync`}).get('/v1/status', StatusSchema, {query: new URLSearchParams({q: 'a b&c'})});
		assert.equal(server.requests[0]?.url, '/sync/v1/status?q=a+b%26c');
	});

	it('sends the token as a bearer, and to no other host', async () => {
		await using other = await scriptedServer(json(body));
		await using server = await scriptedServer((_, response) => {
			response.writeHead(302, {location: `${other.url}/v1/status`}).end();
		});
		const client = createClient({baseUrl: server.url, tokens: tokensOf('secret')});
		await assert.rejects(client.get('/v1/status', StatusSchema), {code: 'redirect', message: '302 from the backend'});
		assert.equal(server.requests[0]?.headers.authorization, 'Bearer secret');
		assert.equal(other.requests.length, 0);
	});

	it('asks for another token where the backend refused the one it had, once', async () => {
		await using server = await scriptedServer((request, response) => {
			json(body, {status: request.headers.authorization === 'Bearer new' ? 200 : 401})(request, response);
		});
		const {value} = await createClient({baseUrl: server.url, tokens: tokensOf('old', 'new')}).get('/v1/status', StatusSchema);
		assert.equal(value.objects.length, 1);
		await createClient({baseUrl: server.url, tokens: tokensOf('old', 'new')}).post('/v1/errors/retry', {ids: ['1']}, StatusSchema);
		server.requests.length = 0;
		await assert.rejects(createClient({baseUrl: server.url, tokens: tokensOf('old', 'older', 'new')}).get('/v1/status', StatusSchema), {code: 'refused', status: 401});
		assert.deepEqual(server.requests.map(({headers}) => headers.authorization), ['Bearer old', 'Bearer older']);
		server.requests.length = 0;
		await assert.rejects(createClient({baseUrl: server.url, tokens: tokensOf('old')}).get('/v1/status', StatusSchema), {code: 'refused'});
		assert.equal(server.requests.length, 1);
	});

	it('unpacks compressed answers', async () => {
		await using server = await scriptedServer((_, response) => {
			response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(JSON.stringify(body)));
		});
		const {value} = await createClient({baseUrl: server.url}).get('/v1/status', StatusSchema);
		assert.equal(value.objects.length, 1);
	});
});

describe('what goes wrong is told in words', () => {
	const raw = (text: string, status = 200): RequestListener => (_, response) => {
		response.writeHead(status).end(text);
	};

	const expectations: ReadonlyArray<readonly [string, RequestListener, string]> = [
		['a wrong type', json({objects: [{object: 'lead', pending: {inserts: 'many'}}]}), 'objects[0].pending.inserts: expected a count, got "many"'],
		['a web page', raw('<!DOCTYPE html><p>hi'), 'the answer is not JSON but a web page'],
		['nothing', raw(''), 'the answer is not JSON but empty'],
		['half an answer', raw('{"objects": ['), 'the answer is not JSON but cut off or damaged'],
		['another charset', raw('\u{FF}\u{FE}{'), 'the answer is not JSON but other text'],
		['500', raw('oops', 500), '500 from the backend'],
		['502 with a page', raw('<html>bad gateway', 502), '502 from the backend'],
		['401', json({detail: 'no such token', code: 'unauthorized'}, {status: 401}), '401: the token is missing or was refused: no such token'],
		['a reset', request => {
			request.socket.resetAndDestroy();
		}, 'the connection was reset'],
		['an answer that ends too early', (_, response) => {
			response.writeHead(200, {'content-length': '100'}).write('{"a":');
			response.socket?.destroy();
		}, 'the connection was reset'],
	];
	for (const [name, listener, message] of expectations) {
		it(name, async () => {
			const failure = await failureOf(listener);
			assert.equal(failure.message, message);
		});
	}

	it('no answer in time', async () => {
		const failure = await failureOf(() => undefined, 100);
		assert.equal(failure.message, 'no answer within 0.1 s');
		assert.equal(failure.code, 'timeout');
	});

	it('nobody there', async () => {
		const {url} = await (async () => {
			await using server = await scriptedServer(json(body));
			return {url: server.url};
		})();
		await assert.rejects(createClient({baseUrl: url}).get('/v1/status', StatusSchema), {message: 'connection refused', code: 'unreachable'});
	});

	it('more than 64 MiB, without keeping it', async () => {
		const failure = await failureOf((_, response) => {
			response.writeHead(200);
			const chunk = Buffer.alloc(1024 * 1024, ' ');
			const write = () => {
				while (!response.destroyed && response.write(chunk)) {/* Until the buffer is full. */}
			};

			response.on('drain', write);
			write();
		}, 20_000);
		assert.equal(failure.message, 'the answer is larger than 64 MiB');
	});
});
