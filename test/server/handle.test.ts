/* eslint-disable @typescript-eslint/no-loop-func -- the ledger is set before any test begins */

import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	after, before, describe, test,
} from 'node:test';
import type {Backend} from '../../source/backends/backend.ts';
import {openLedger, type Ledger} from '../../source/backends/ledger/ledger.ts';
import {maxIngestBytes} from '../../source/contract/ingest.ts';
import {ProblemSchema} from '../../source/contract/problem.ts';
import {validate} from '../../source/contract/validate.ts';
import {createHandler, type HandlerOptions} from '../../source/server/handle.ts';
import {change, failed, now} from '../helpers/sync-samples.ts';

const clock = {now};
let ledger: Ledger;
before(async () => {
	ledger = openLedger({file: ':memory:', clock: () => clock.now});
	await ledger.ingest.changes([change('1'), change('2')]);
	await ledger.ingest.results([failed('1')]);
});
after(async () => {
	await ledger.close();
});

type Sent = RequestInit & {backend?: Backend; options?: HandlerOptions};

async function send(path: string, {backend = ledger, options, ...init}: Sent = {}): Promise<Response> {
	return createHandler(backend, options)(new Request(`http://localhost${path}`, init));
}

const post = async (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') => send(path, {method: 'POST', body, headers: {'content-type': type}});

/** Checks status and code of a refusal, and that it is a problem whole; gives its detail. */
async function refusalOf(response: Response, status: number, code: string): Promise<string> {
	assert.equal(response.headers.get('content-type'), 'application/problem+json');
	const problem = validate(ProblemSchema, await response.json());
	assert.deepEqual([response.status, problem.status, problem.code, problem.type], [status, status, code, 'about:blank']);
	return String(problem.detail);
}

describe('a good answer', () => {
	test('is JSON with its length', async () => {
		const response = await send('/v1/status');
		const text = await response.text();
		assert.equal(response.status, 200);
		assert.equal(response.headers.get('content-type'), 'application/json');
		assert.equal(response.headers.get('content-length'), String(Buffer.byteLength(text)));
		assert.equal((JSON.parse(text) as {generatedAt: string}).generatedAt, '2026-11-22T13:07:21.000Z');
	});

	test('to HEAD has the headers of GET and no body', async () => {
		const got = await send('/v1/status');
		const headed = await send('/v1/status', {method: 'HEAD'});
		assert.equal(headed.status, 200);
		assert.deepEqual([...headed.headers], [...got.headers]);
		assert.equal(await headed.text(), '');
	});

	test('to a query ignores parameters that nobody knows', async () => {
		assert.equal((await send('/v1/errors?colour=blue&__proto__=x')).status, 200);
	});

	test('finds the object of an escaped path', async () => {
		await ledger.ingest.changes([change('odd', {object: 'a/b ñ?'})]);
		const response = await send(`/v1/objects/${encodeURIComponent('a/b ñ?')}/pending`);
		assert.equal((await response.json() as {items: unknown[]}).items.length, 1);
	});

	test('tells the facets from an error of that name', async () => {
		assert.ok('code' in (await (await send('/v1/errors/facets')).json() as object));
	});

	test('to whoever asks for health needs no token', async () => {
		const response = await send('/healthz', {options: {token: 'secret'}});
		assert.deepEqual([response.status, await response.json()], [200, {status: 'ok'}]);
	});
});

describe('an ETag', () => {
	test('holds while the answer says the same, at whatever time, and then there is no body', async () => {
		const etag = (await send('/v1/status')).headers.get('etag') ?? '';
		clock.now += 5000;
		const response = await send('/v1/status', {headers: {'if-none-match': etag}});
		assert.deepEqual([response.status, await response.text(), response.headers.get('etag')], [304, '', etag]);
	});

	test('is found in a list, strong or weak, and in *', async () => {
		const etag = (await send('/v1/status')).headers.get('etag') ?? '';
		for (const known of [`"x", ${etag}`, etag.replace('W/', ''), '*']) {
			// eslint-disable-next-line no-await-in-loop
			assert.equal((await send('/v1/status', {headers: {'if-none-match': known}})).status, 304, known);
		}
	});

	test('ends with the first change', async () => {
		const etag = (await send('/v1/status')).headers.get('etag') ?? '';
		await ledger.ingest.changes([change('3')]);
		assert.equal((await send('/v1/status', {headers: {'if-none-match': etag}})).status, 200);
	});

	test('of one question is not that of another', async () => {
		const etag = (await send('/v1')).headers.get('etag') ?? '';
		assert.equal((await send('/v1/status', {headers: {'if-none-match': etag}})).status, 200);
	});
});

describe('a refusal', () => {
	test('of an unknown path says so, also where it is only longer or shorter', async () => {
		for (const path of ['/', '/v2', '/v1/', '/v1/status/', '/v1/objects/lead', '/v1/errors/1/2', '/constructor']) {
			// eslint-disable-next-line no-await-in-loop
			await refusalOf(await send(path), 404, 'not-found');
		}
	});

	test('of a method names those that the path knows', async () => {
		const response = await send('/v1/status', {method: 'POST', body: '[]'});
		assert.equal(response.headers.get('allow'), 'GET, HEAD');
		assert.match(await refusalOf(response, 405, 'invalid-request'), /POST/v);
		assert.equal((await send('/v1/changes')).headers.get('allow'), 'POST');
		assert.equal((await send('/v1/sync', {method: 'DELETE'})).headers.get('allow'), 'PUT');
	});

	const badQueries: ReadonlyArray<readonly [path: string, detail: RegExp]> = [
		['/v1/errors?limit=0', /^limit: expected a limit from 1 to 1000, got 0$/v],
		['/v1/errors?limit=1001', /^limit: /v],
		['/v1/errors?limit=5&limit=6', /^limit: expected the parameter once/v],
		['/v1/errors?sort=colour', /^sort: expected a column to sort by/v],
		['/v1/errors?from=yesterday', /^from: expected an RFC 3339 time, got "yesterday"/v],
		// Without a zone it would be another moment on another machine.
		['/v1/errors?from=2026-11-22T13:00:00', /^from: expected an RFC 3339 time/v],
		['/v1/errors?cursor=nonsense', /^cursor: /v],
		['/v1/throughput?to=2026-11-22T13:00:00Z', /^from: is missing/v],
		['/v1/throughput?from=2026-11-22T13:01:00Z&to=2026-11-22T14:00:00Z', /^from: expected a time on a quarter hour/v],
		['/v1/throughput?from=2026-11-22T14:00:00Z&to=2026-11-22T13:00:00Z', /"from" before "to"/v],
		['/v1/objects/lead/pending?direction=up', /^direction: expected "inbound" or "outbound", got "up"/v],
		['/v1/errors/%E0%A4', /escape/v],
	];
	for (const [path, detail] of badQueries) {
		test(`of ${path} names what is wrong`, async () => {
			assert.match(await refusalOf(await send(path), 400, 'invalid-request'), detail);
		});
	}

	test('of a capability that the backend lacks comes before a look at what was sent', async () => {
		const bare: Backend = {service: async () => ledger.service(), status: async () => ledger.status(), close: async () => undefined};
		for (const path of ['/v1/throughput', '/v1/errors?limit=x', '/v1/errors/1', '/v1/errors/facets', '/v1/objects/lead/pending']) {
			// eslint-disable-next-line no-await-in-loop
			await refusalOf(await send(path, {backend: bare}), 501, 'not-supported');
		}

		await refusalOf(await send('/v1/changes', {backend: bare, method: 'POST', body: '{'}), 501, 'not-supported');
		assert.equal((await send('/v1/status', {backend: bare})).status, 200);
	});

	test('of a request without the token asks for it', async () => {
		const options = {token: 'secret'};
		for (const authorization of ['', 'Bearer', 'Bearer secret2', 'Bearer SECRET', 'Basic secret', 'Bearer secre']) {
			// eslint-disable-next-line no-await-in-loop
			const response = await send('/v1/status', {options, headers: {authorization}});
			// RFC 6750: who shows nothing isn't told of a mistake.
			assert.equal(response.headers.get('www-authenticate'), authorization.startsWith('Bearer ') ? 'Bearer error="invalid_token"' : 'Bearer');
			// eslint-disable-next-line no-await-in-loop
			await refusalOf(response, 401, 'unauthorized');
		}

		// Who isn't known doesn't learn which paths there are.
		await refusalOf(await send('/v2', {options}), 401, 'unauthorized');
		assert.equal((await send('/v1/status', {options, headers: {authorization: 'bearer secret'}})).status, 200);
	});

	test('says nothing of what broke; the log does', async () => {
		const logged: Array<[string, unknown]> = [];
		const log = (...entry: [string, unknown]) => {
			logged.push(entry);
		};

		const broken = new Error('password=hunter2 at /etc/passwd');
		const failing: Backend = {
			...ledger,
			async status() {
				throw broken;
			},
		};
		const response = await send('/v1/status?token=x', {backend: failing, options: {log}});
		assert.equal(response.headers.get('retry-after'), '5');
		assert.doesNotMatch(await refusalOf(response, 503, 'unavailable'), /hunter2|passwd/v);
		assert.deepEqual(logged, [['GET /v1/status', broken]]);
	});
});

describe('a report', () => {
	const line = (id: string) => JSON.stringify(change(id));

	test('may be a JSON array', async () => {
		const response = await post('/v1/changes', `[${line('j1')},${line('j2')}]`, 'application/json; charset=utf-8');
		assert.deepEqual([response.status, await response.json()], [202, {accepted: 2, duplicates: 0}]);
	});

	test('may be NDJSON, with empty lines and either end of line', async () => {
		const response = await post('/v1/changes', `${line('n1')}\n\n${line('n2')}\r\n${line('n3')}`, 'application/x-ndjson');
		assert.deepEqual([response.status, await response.json()], [202, {accepted: 3, duplicates: 0}]);
	});

	test('keeps a letter whose bytes come in two parts', async () => {
		const bytes = Buffer.from(`[${JSON.stringify(change('split', {object: 'split', recordName: 'Pérez'}))}]`);
		const at = bytes.indexOf(0xC3) + 1;
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				controller.enqueue(bytes.subarray(0, at));
				controller.enqueue(bytes.subarray(at));
				controller.close();
			},
		});
		const response = await send('/v1/changes', {
			method: 'POST', body, duplex: 'half', headers: {'content-type': 'application/json'},
		});
		assert.equal(response.status, 202);
		const {items} = await ledger.pending('split', {limit: 1});
		assert.equal(items[0]?.recordName, 'Pérez');
	});

	const bad: ReadonlyArray<readonly [what: string, body: string | Uint8Array<ArrayBuffer>, type: string, detail: RegExp]> = [
		['that is cut off', '[{', 'application/json', /^the body is not JSON: /v],
		['that is empty', '', 'application/json', /^the body is not JSON: /v],
		['that is no list', '{}', 'application/json', /^expected a list of changes, got an object/v],
		['with a wrong field', `[${line('w1')},{"id":7}]`, 'application/json', /^\[1\]\.id: expected text, got 7/v],
		['with a line that is cut off', `${line('w1')}\n\n{"id":`, 'application/x-ndjson', /^line 3 is not JSON: /v],
		['with a wrong field in a line', `\n${line('w1')}\n{"id":7}`, 'application/x-ndjson', /^line 3: id: expected text, got 7/v],
		['with a line that is no object', `${line('w1')}\n7`, 'application/x-ndjson', /^line 2: expected a change, got 7/v],
		['that is not UTF-8', Buffer.from([0x5B, 0x22, 0xFF, 0x22, 0x5D]), 'application/json', /^the body is not UTF-8/v],
		['that ends within a letter', Buffer.from([0x5B, 0x22, 0xC3]), 'application/json', /^the body is not UTF-8/v],
		['of a type that any web page may send', '[]', 'text/plain', /^expected content-type application\/json or application\/x-ndjson, got text\/plain/v],
	];
	for (const [what, body, type, detail] of bad) {
		test(`${what} is refused, and nothing of it is taken`, async () => {
			const untouched = await ledger.status();
			assert.match(await refusalOf(await post('/v1/changes', body, type), 400, 'invalid-request'), detail);
			assert.deepEqual(await ledger.status(), untouched);
		});
	}

	test('of the engine itself cannot be lines', async () => {
		const response = await send('/v1/sync', {method: 'PUT', body: '{}', headers: {'content-type': 'application/x-ndjson'}});
		await refusalOf(response, 400, 'invalid-request');
	});

	test('may be as large as the limit, and no larger', async () => {
		const largest = await post('/v1/changes', `[]${' '.repeat(maxIngestBytes - 2)}`);
		assert.equal(largest.status, 202);
		await refusalOf(await post('/v1/changes', `[]${' '.repeat(maxIngestBytes - 1)}`), 413, 'too-large');
	});
});
