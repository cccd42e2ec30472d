import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {afterEach, describe, test} from 'node:test';
import type {Backend, ErrorsExport} from '../../source/backends/backend.ts';
import type {ErrorsExportQuery} from '../../source/contract/queries.ts';
import {statusOnlyService} from '../../source/contract/service.ts';
import {createHandler} from '../../source/server/handle.ts';
import {listen, type Listening} from '../../source/server/listen.ts';

/** A backend whose export is what a test says. */
function exporting(exportErrors: (query: ErrorsExportQuery) => ErrorsExport): Backend {
	return {
		service: async () => statusOnlyService,
		status: async () => ({objects: []}),
		exportErrors: async query => exportErrors(query),
		close: async () => undefined,
	};
}

const opened: Listening[] = [];
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async server => server.close()));
});

async function serve(backend: Backend, log?: (error: unknown) => void): Promise<string> {
	const server = await listen(createHandler(backend), {host: '127.0.0.1', port: 0}, {log});
	opened.push(server);
	return server.url;
}

async function * of(...pieces: readonly string[]) {
	yield * pieces;
}

/** A GET whose answer isn't read until the test does. */
async function open(url: string): Promise<IncomingMessage> {
	const sent = httpRequest(url, {agent: false}).end();
	const [response] = await once(sent, 'response') as [IncomingMessage];
	return response;
}

describe('a stream of errors', () => {
	test('comes in the type that was asked for, with its total and a name for its file, unpacked and without an ETag', async () => {
		const asked: ErrorsExportQuery[] = [];
		const url = await serve(exporting(query => {
			asked.push(query);
			return {total: 2, pieces: of('a\r\n', 'ñ'.repeat(5000))};
		}));
		for (const [format, type] of [['csv', 'text/csv; charset=utf-8'], ['ndjson', 'application/x-ndjson']] as const) {
			// eslint-disable-next-line no-await-in-loop
			const response = await fetch(`${url}/v1/errors/export?format=${format}&raw=true&object=lead&sort=code`, {headers: {'accept-encoding': 'gzip'}});
			assert.deepEqual(
				['content-type', 'x-total-count', 'content-disposition', 'content-encoding', 'etag', 'transfer-encoding', 'content-length'].map(name => response.headers.get(name)),
				[type, '2', `attachment; filename="sync-errors.${format}"`, null, null, 'chunked', null],
			);
			// eslint-disable-next-line no-await-in-loop
			assert.equal(await response.text(), `a\r\n${'ñ'.repeat(5000)}`);
		}

		assert.deepEqual(asked.map(({format, raw, object, sort}) => [format, raw, object, sort.column]), [
			['csv', 'true', ['lead'], 'code'], ['ndjson', 'true', ['lead'], 'code'],
		]);
	});

	test('says no total where it is no exact count', async () => {
		const url = await serve(exporting(() => ({total: {value: 10_000, quality: 'at-least'}, pieces: of('a')})));
		assert.equal((await fetch(`${url}/v1/errors/export?format=csv`)).headers.get('x-total-count'), null);
	});

	test('tells its headers before the first piece is there', async () => {
		const {promise, resolve} = Promise.withResolvers<string>();
		const url = await serve(exporting(() => ({
			total: 1,
			pieces: (async function * () {
				yield await promise;
			})(),
		})));
		const response = await open(`${url}/v1/errors/export?format=csv`);
		assert.equal(response.headers['x-total-count'], '1');
		resolve('late');
		assert.equal(await text(response), 'late');
	});

	test('has no body for HEAD, and nothing is read for it', async () => {
		let isRead = false;
		const url = await serve(exporting(() => ({
			total: 1,
			pieces: (async function * () {
				isRead = true;
				yield 'a';
			})(),
		})));
		const response = await fetch(`${url}/v1/errors/export?format=csv`, {method: 'HEAD'});
		assert.deepEqual([response.status, response.headers.get('x-total-count'), await response.text(), isRead], [200, '1', '', false]);
	});

	test('needs a format that it knows', async () => {
		const url = await serve(exporting(() => ({total: 0, pieces: of()})));
		const refused = [
			['', 'format: is missing'],
			['?format=xlsx', 'format: expected "csv" or "ndjson", got "xlsx"'],
			['?format=csv&raw=1', 'raw: expected "true" or "false", got "1"'],
		] as const;
		for (const [search, detail] of refused) {
			// eslint-disable-next-line no-await-in-loop
			const response = await fetch(`${url}/v1/errors/export${search}`);
			// eslint-disable-next-line no-await-in-loop
			assert.deepEqual([response.status, (await response.json() as {detail: string}).detail], [400, detail]);
		}
	});

	test('is not supported by a backend without it', async () => {
		const {exportErrors, ...bare} = exporting(() => ({total: 0, pieces: of()}));
		const response = await fetch(`${await serve(bare)}/v1/errors/export`);
		assert.deepEqual([response.status, (await response.json() as {code: string}).code], [501, 'not-supported']);
	});

	test('that fails in the middle breaks the connection and is logged: its client does not take a part for the whole', async () => {
		const broken = new Error('the disk is gone');
		const logged: unknown[] = [];
		const url = await serve(exporting(() => ({
			total: 2,
			pieces: (async function * () {
				yield 'the first half';
				throw broken;
			})(),
		})), error => {
			logged.push(error);
		});
		const response = await open(`${url}/v1/errors/export?format=csv`);
		await assert.rejects(text(response), {code: 'ECONNRESET'});
		assert.deepEqual(logged, [broken]);
	});

	test('is read no faster than its client takes it, and no further once the client has left', async () => {
		const {promise: left, resolve: leave} = Promise.withResolvers<void>();
		let pieces = 0;
		const logged: unknown[] = [];
		const url = await serve(exporting(() => ({
			total: null,
			pieces: (async function * () {
				try {
					for (;;) {
						pieces++;
						yield 'x'.repeat(1024 * 1024);
					}
				} finally {
					leave();
				}
			})(),
		})), error => {
			logged.push(error);
		});
		const response = await open(`${url}/v1/errors/export?format=csv`);
		response.once('error', () => undefined);
		let before = -1;
		for (let quiet = 0; quiet < 50; quiet = pieces === before ? quiet + 1 : 0) {
			before = pieces;
			// eslint-disable-next-line no-await-in-loop
			await (await fetch(`${url}/healthz`)).text();
		}

		assert.ok(pieces < 64, `${pieces} MiB were read for a client that takes nothing`);
		response.destroy();
		await left;
		assert.deepEqual(logged, []);
	});

	test('lets the event loop turn after each piece, so that other requests are answered meanwhile', async () => {
		const turns: boolean[] = [];
		const url = await serve(exporting(() => ({
			total: 100,
			pieces: (async function * () {
				for (let piece = 0; piece < 100; piece++) {
					let hasTurned = false;
					setImmediate(() => {
						hasTurned = true;
					});
					yield 'x';
					turns.push(hasTurned);
				}
			})(),
		})));
		assert.equal((await (await fetch(`${url}/v1/errors/export?format=csv`)).text()).length, 100);
		assert.deepEqual(turns, Array.from({length: 100}, () => true));
	});
});
