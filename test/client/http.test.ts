import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {describe, it} from 'node:test';
import type {RequestListener} from 'node:http';
import type {Socket} from 'node:net';
import {brotliCompressSync, deflateSync, gzipSync, zstdCompressSync} from 'node:zlib';
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
		// And all of it on one connection.
		await client.get('/v1/status', StatusSchema);
		assert.equal(new Set(server.requests.map(({socket}) => socket)).size, 1);
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
		await assert.rejects(client.get('/v1/status', StatusSchema), {code: 'redirect', message: `redirects to ${other.url}: give that URL with --url if it is right`});
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

	it('takes answers in every packing that it offers to take', async () => {
		const packed: Readonly<Record<string, (text: string) => Buffer>> = {
			gzip: text => gzipSync(text), 'x-gzip': text => gzipSync(text), deflate: text => deflateSync(text), br: text => brotliCompressSync(text),
			zstd: text => zstdCompressSync(text), 'identity,': text => Buffer.from(text),
		};
		await using server = await scriptedServer(json(body));
		const client = createClient({baseUrl: server.url});
		for (const [encoding, pack] of Object.entries(packed)) {
			server.answer((_, response) => {
				response.writeHead(200, {'content-encoding': encoding}).end(pack(JSON.stringify(body)));
			});
			// eslint-disable-next-line no-await-in-loop -- each has the server to itself
			assert.equal((await client.get('/v1/status', StatusSchema)).value.objects.length, 1, encoding);
		}

		assert.equal(server.requests[0]?.headers['accept-encoding'], 'zstd, br, gzip');
	});

	it('goes by what an answer is, not by what it is called, and takes a byte order mark away', async () => {
		await using server = await scriptedServer((_, response) => {
			response.writeHead(200, {'content-type': 'text/html; charset=latin1'}).end(`\u{FEFF}${JSON.stringify(body)}`);
		});
		assert.equal((await createClient({baseUrl: server.url}).get('/v1/status', StatusSchema)).value.objects.length, 1);
	});

	it('asks once more where a connection that was kept open is closed, and tells nobody', async () => {
		const used = new WeakSet<Socket>();
		await using server = await scriptedServer((request, response) => {
			if (used.has(request.socket)) {
				request.socket.resetAndDestroy();
				return;
			}

			used.add(request.socket);
			json(body)(request, response);
		});
		const client = createClient({baseUrl: server.url});
		await client.get('/v1/status', StatusSchema);
		assert.ok((await client.get('/v1/status', StatusSchema)).isNew);
		assert.equal(server.requests.length, 3);
	});

	it('sends what changes something on a connection of its own, and once', async () => {
		await using server = await scriptedServer(json(body));
		const client = createClient({baseUrl: server.url});
		await client.get('/v1/status', StatusSchema);
		await client.post('/v1/errors/retry', {ids: ['1']}, StatusSchema);
		const [first, second] = server.requests;
		assert.notEqual(first?.socket, second?.socket);
		server.answer(request => {
			request.socket.resetAndDestroy();
		});
		await assert.rejects(client.post('/v1/errors/retry', {ids: ['1']}, StatusSchema), {code: 'unreachable'});
		assert.equal(server.requests.length, 3);
	});

	it('asks without an ETag after an answer without one, and doesn’t send one back that no backend could want', async () => {
		await using server = await scriptedServer(json(body, {etag: 'W/"a b"'}));
		const client = createClient({baseUrl: server.url});
		const etags = ['W/"a b"', 'unquoted', `"${'x'.repeat(5000)}"`, 'W/"a"', '', '"\u{E9}"', '"b"'];
		for (const etag of etags) {
			server.answer((_, response) => {
				response.writeHead(200, etag === '' ? {} : {etag}).end(JSON.stringify(body));
			});
			// eslint-disable-next-line no-await-in-loop -- one after another is the point
			await client.get('/v1/status', StatusSchema);
		}

		server.answer((_, response) => {
			response.writeHead(304).end();
		});
		assert.equal((await client.get('/v1/status', StatusSchema)).isNew, false);
		assert.deepEqual(server.requests.map(({headers}) => headers['if-none-match']), [undefined, undefined, undefined, undefined, 'W/"a"', undefined, undefined, '"b"']);
	});
});

describe('what goes wrong is told in words', () => {
	const raw = (text: string | Uint8Array, status = 200): RequestListener => (_, response) => {
		response.writeHead(status).end(text);
	};

	const packed = (encoding: string, bytes: string | Uint8Array): RequestListener => (_, response) => {
		response.writeHead(200, {'content-encoding': encoding}).end(bytes);
	};

	/** Byte by byte as it is written here, and then the end of the connection. */
	const wire = (text: string): RequestListener => (_, response) => {
		response.socket?.end(text);
	};

	const expectations: ReadonlyArray<readonly [string, RequestListener, string]> = [
		['a wrong type', json({objects: [{object: 'lead', pending: {inserts: 'many'}}]}), 'objects[0].pending.inserts: expected a count, got "many"'],
		['a web page', raw('<!DOCTYPE html><p>hi'), 'the answer is not JSON but a web page'],
		['nothing', raw(''), 'the answer is empty'],
		['nothing, by its status', raw('', 204), 'the answer is empty (204)'],
		['a part', raw('{}', 206), '206: a part of an answer, where all of it was asked for'],
		['null', raw('null'), 'expected a status, got null'],
		['a list', raw('[]'), 'objects: is missing'],
		['a text', raw('"text"'), 'expected a status, got "text"'],
		['a number that is none', raw('{"objects": [NaN]}'), 'the answer is not JSON but cut off or damaged'],
		['a number without end', raw('{"objects": [{"object": "lead", "pending": {"inserts": 1e999}}]}'), 'objects[0].pending.inserts: expected a count, got null'],
		['lists within lists', raw('['.repeat(100_000) + ']'.repeat(100_000)), 'the answer is nested more than 500 levels deep'],
		['small values without end', raw(`[${'{},'.repeat(4_000_000)}{}]`), 'the answer has more than 4 million values'],
		['304 to a question that was never answered', raw('', 304), '304 from the backend, without an answer that it could mean'],
		['half an answer', raw('{"objects": ['), 'the answer is not JSON but cut off or damaged'],
		['other text', raw('hello'), 'the answer is not JSON but other text'],
		['UTF-16', raw(Buffer.from('\u{FEFF}{}', 'utf16le')), 'the answer is not text in UTF-8'],
		['UTF-16 without a mark', raw(Buffer.from('{}', 'utf16le')), 'the answer is not JSON but text in UTF-16'],
		['Latin-1', raw(Buffer.from('{"objects": "\u{E9}"}', 'latin1')), 'the answer is not text in UTF-8'],
		['a packing that is unknown', packed('snappy', '{}'), 'the answer is compressed with something unknown'],
		['a packing in a packing', packed('gzip, gzip', gzipSync(gzipSync('{}'))), 'the answer is compressed more than once'],
		['gzip that is none', packed('gzip', 'oops'), 'the compressed answer is damaged'],
		['brotli that is none', packed('br', 'nonsense'), 'the compressed answer is damaged'],
		['zstd that is none', packed('zstd', 'nonsense'), 'the compressed answer is damaged'],
		['half of a gzip', packed('gzip', gzipSync('{"objects": []}').subarray(0, 20)), 'the compressed answer is cut off'],
		['500', raw('oops', 500), '500 from the backend'],
		['502 with a page', raw('<html>bad gateway', 502), '502 from the backend'],
		['401', json({detail: 'no such token', code: 'unauthorized'}, {status: 401}), '401: the token is missing or was refused: no such token'],
		['a reset', request => {
			request.socket.resetAndDestroy();
		}, 'the connection was reset'],
		['an answer that ends too early', (_, response) => {
			response.writeHead(200, {'content-length': '100'}).write('{"a":');
			response.socket?.end();
		}, 'the answer broke off'],
		['an answer in pieces that ends too early', wire('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":'), 'the answer broke off'],
		['an end instead of an answer', wire(''), 'the connection was reset'],
		['another protocol', wire('SSH-2.0-OpenSSH_9.6\r\n'), 'what answers does not speak HTTP'],
		['headers without end', wire(`HTTP/1.1 200 OK\r\n${'x-more: x\r\n'.repeat(5000)}`), 'the headers of the answer are larger than 16 KiB'],
		['502 with more words than anybody reads', (_, response) => {
			response.writeHead(502, {'content-type': 'application/json', 'content-length': 200_000_000}).write('{"detail": "');
		}, '502 from the backend'],
		['503 with words that break off', (_, response) => {
			response.writeHead(503, {'content-type': 'application/json', 'content-length': 100}).write('{"detail": "');
			response.socket?.end();
		}, '503 from the backend'],
		['503 with a speech', json({code: 'unavailable', detail: 'no '.repeat(1000)}, {status: 503}), `503 from the backend: ${'no '.repeat(1000).slice(0, 199)}…`],
		['200 MB, which are announced', (_, response) => {
			response.writeHead(200, {'content-length': 200_000_000}).write('[');
		}, 'the answer is larger than 64 MiB'],
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

	it('no end of the answer in time, though a byte comes now and then', async () => {
		const failure = await failureOf((_, response) => {
			response.writeHead(200);
			const timer = setInterval(() => {
				response.write(' ');
			}, 20);
			response.on('close', () => {
				clearInterval(timer);
			});
		}, 200);
		assert.equal(failure.message, 'the answer was not complete within 0.2 s');
		assert.equal(failure.code, 'timeout');
	});

	it('another status, without waiting for a page that nobody reads', async () => {
		const start = performance.now();
		const failure = await failureOf((_, response) => {
			response.writeHead(502, {'content-type': 'text/html'}).write('<html>');
		}, 10_000);
		assert.equal(failure.message, '502 from the backend');
		assert.ok(performance.now() - start < 5000);
	});

	it('when the backend says that it answered, also where it answered badly', async () => {
		const date = 'Sun, 22 Nov 2026 13:07:21 GMT';
		const failure = await failureOf((_, response) => {
			response.writeHead(200, {date, 'content-length': 10}).write('{');
			response.socket?.end();
		});
		assert.deepEqual([failure.code, failure.date], ['incomplete', Date.parse(date)]);
		const refusal = await failureOf((_, response) => {
			response.writeHead(503, {date, 'retry-after': 'Sun, 22 Nov 2026 13:08:21 GMT'}).end();
		});
		assert.deepEqual([refusal.code, refusal.date, refusal.retryAfter], ['status', Date.parse(date), 60_000]);
	});

	it('nobody there', async () => {
		const {url} = await (async () => {
			await using server = await scriptedServer(json(body));
			return {url: server.url};
		})();
		await assert.rejects(createClient({baseUrl: url}).get('/v1/status', StatusSchema), {message: 'connection refused', code: 'unreachable'});
	});

	it('more than 64 MiB once it is unpacked', async () => {
		// A mebibyte of blanks takes a kilobyte: a thousand of them, one behind the other, are a gzip file as well.
		const mebibyte = gzipSync(Buffer.alloc(1024 * 1024, ' '));
		const before = process.resourceUsage().maxRSS;
		const failure = await failureOf(packed('gzip', Buffer.concat(Array.from({length: 1024}, () => mebibyte))), 20_000);
		assert.equal(failure.message, 'the answer is larger than 64 MiB');
		// KiB of the gibibyte that were in memory at a time.
		assert.ok(process.resourceUsage().maxRSS - before < 256 * 1024);
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
