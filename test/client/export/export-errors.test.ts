import assert from 'node:assert/strict';
import {mkdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {describe, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {parse} from 'csv-parse/sync';
import {ExportFailure, exportErrors, type ExportOptions, type ExportProgress} from '../../../source/client/export/export-errors.ts';
import type {SyncError} from '../../../source/contract/errors.ts';
import {json, scriptedServer} from '../../helpers/scripted-server.ts';
import {linesOf, openDesk, type Desk} from '../../helpers/export-desk.ts';

const header = 'id,level,object,recordId,recordName,operation,direction,code,message,occurredAt,firstSeenAt,attempts,state,url\r\n';
const twoLines = `${header}"e-1",record,,,,,,,"a\r\nb",,,1,open,\r\n"e-2",record,,,,,,,,,,1,open,\r\n`;

const optionsFor = (desk: Desk, name: string, other: Partial<ExportOptions> = {}): ExportOptions => ({
	connection: {baseUrl: desk.url}, query: new URLSearchParams(), format: 'csv', raw: false, file: desk.file(name), overwrite: false, ...other,
});

const error = (number: number, other: Partial<SyncError> = {}): SyncError => ({
	id: `e-${number}`, level: 'record', object: 'lead', recordId: `L-${number}`, recordName: null, operation: 'insert', direction: 'outbound', code: '1007',
	message: 'Multiple leads match', occurredAt: '2026-11-22T12:59:40.000Z', firstSeenAt: null, attempts: 1, state: 'open', url: null, ...other,
});

/** Checks the code, that the sentence is one that names what is wrong, and that nothing has been left behind. */
async function assertFails(desk: Desk, options: ExportOptions, code: string, mention: RegExp): Promise<void> {
	const before = await desk.names();
	await assert.rejects(exportErrors(options), (failure: unknown) => {
		assert.ok(failure instanceof ExportFailure, String(failure));
		assert.deepEqual([failure.code, mention.test(failure.message)], [code, true], failure.message);
		return true;
	});
	assert.deepEqual(await desk.names(), before);
}

describe('an export', () => {
	test('is what the backend streams, byte for byte, for its owner alone, with a file that describes it', async () => {
		await using desk = await openDesk({total: 2, pieces: () => linesOf(twoLines.slice(0, 130), twoLines.slice(130))});
		const done = await exportErrors(optionsFor(desk, 'errors.csv', {
			query: new URLSearchParams([['q', 'a'], ['q', '!b'], ['object', 'lead'], ['sort', '-code']]), raw: true,
			about: {connection: 'crm-prod', filter: 'a !b object:lead', sort: '-code', zone: 'Europe/Madrid'},
		}));
		assert.deepEqual(done, {records: 2, bytes: twoLines.length});
		assert.deepEqual(await desk.names(), ['errors.csv', 'errors.csv.meta.json']);
		assert.equal(await readFile(desk.file('errors.csv'), 'utf8'), twoLines);
		for (const name of ['errors.csv', 'errors.csv.meta.json']) {
			// eslint-disable-next-line no-await-in-loop
			assert.equal((await stat(desk.file(name))).mode % 0o1000, 0o600, name);
		}

		const meta = await readFile(desk.file('errors.csv.meta.json'), 'utf8');
		const {time, ...rest} = JSON.parse(meta) as Record<string, unknown>;
		assert.deepEqual(Object.keys(JSON.parse(meta) as object).slice(0, 6), ['filter', 'sort', 'time', 'zone', 'count', 'complete']);
		assert.ok(Math.abs(Date.parse(String(time)) - Date.now()) < 60_000);
		assert.deepEqual(rest, {
			filter: 'a !b object:lead', sort: '-code', zone: 'Europe/Madrid', count: 2, complete: true, expected: 2, format: 'csv', raw: true, connection: 'crm-prod',
			query: {q: ['a', '!b'], object: ['lead'], sort: ['-code']}, file: 'errors.csv', bytes: twoLines.length,
		});
		const [asked] = desk.asked;
		assert.ok(asked !== undefined && 'format' in asked);
		assert.deepEqual([asked.format, asked.raw, asked.q, asked.sort], ['csv', 'true', ['a', '!b'], {column: 'code', descending: true}]);
	});

	test('to NDJSON is the lines; to JSON an array of them', async () => {
		const lines = '{"id":"e-1"}\n{"id":"ñ\\n"}\n';
		await using desk = await openDesk({pieces: () => linesOf(lines.slice(0, 5), lines.slice(5))});
		assert.equal((await exportErrors(optionsFor(desk, 'a.ndjson', {format: 'ndjson'}))).records, 2);
		assert.equal((await exportErrors(optionsFor(desk, 'a.json', {format: 'json'}))).records, 2);
		assert.equal(await readFile(desk.file('a.ndjson'), 'utf8'), lines);
		assert.equal(await readFile(desk.file('a.json'), 'utf8'), '[\n{"id":"e-1"},\n{"id":"ñ\\n"}\n]\n');
	});

	test('of nothing is the headings alone, or an empty array', async () => {
		await using csv = await openDesk({pieces: () => linesOf(header)});
		assert.deepEqual(await exportErrors(optionsFor(csv, 'a.csv')), {records: 0, bytes: header.length});
		await using lines = await openDesk();
		await exportErrors(optionsFor(lines, 'a.json', {format: 'json'}));
		assert.deepEqual(JSON.parse(await readFile(lines.file('a.json'), 'utf8')), []);
	});

	test('tells how far it has come, at the end all of it', async () => {
		const seen: ExportProgress[] = [];
		await using desk = await openDesk({total: 2, pieces: () => linesOf(twoLines)});
		await exportErrors(optionsFor(desk, 'a.csv', {
			total: 7,
			onProgress(progress) {
				seen.push(progress);
			},
		}));
		const {recordsPerSecond, ...last} = seen.at(-1) ?? {recordsPerSecond: 0};
		assert.deepEqual(last, {records: 2, total: 2, bytes: twoLines.length, msLeft: 0});
		assert.ok(recordsPerSecond > 0);
	});

	test('that has fewer than the backend had counted says so', async () => {
		await using desk = await openDesk({total: 5, pieces: () => linesOf(twoLines)});
		await exportErrors(optionsFor(desk, 'a.csv'));
		const {count, expected, complete} = JSON.parse(await readFile(desk.file('a.csv.meta.json'), 'utf8')) as Record<string, unknown>;
		assert.deepEqual([count, expected, complete], [2, 5, '3 fewer than the backend counted at the beginning']);
	});

	test('is unpacked where the backend packs what nobody asked it to', async () => {
		await using desk = await openDesk();
		await using server = await scriptedServer((request, response) => {
			if (request.url === '/v1') {
				json({api: 'sync-status', version: '1.0', capabilities: ['error-export']})(request, response);
			} else {
				response.writeHead(200, {'content-type': 'text/csv', 'content-encoding': 'gzip'}).end(gzipSync(twoLines));
			}
		});
		await exportErrors(optionsFor(desk, 'a.csv', {connection: {baseUrl: server.url}}));
		assert.equal(await readFile(desk.file('a.csv'), 'utf8'), twoLines);
	});

	test('waits for a server that is still starting', async () => {
		const {promise: waitFor, resolve} = Promise.withResolvers<void>();
		await using desk = await openDesk({pieces: () => linesOf(twoLines)});
		const exported = exportErrors(optionsFor(desk, 'a.csv', {connection: {baseUrl: desk.url, waitFor}}));
		assert.deepEqual(desk.asked, []);
		resolve();
		assert.equal((await exported).records, 2);
	});
});

describe('a backend without a stream', () => {
	const errors = Array.from({length: 2001}, (_, index) => error(index, {message: index % 2 === 0 ? `=${index},"x"\r\n` : null}));

	test('is read page by page, of a thousand each', async () => {
		await using desk = await openDesk({capabilities: ['errors'], errors});
		const query = new URLSearchParams({sort: 'code', object: 'lead'});
		assert.equal((await exportErrors(optionsFor(desk, 'a.csv', {query}))).records, 2001);
		const rows = parse(await readFile(desk.file('a.csv'), 'utf8'), {columns: true});
		assert.deepEqual(rows.map(row => (row as {id: string}).id), errors.map(({id}) => id));
		assert.equal((rows[2] as {message: string}).message, '\'=2,"x"\r\n');
		assert.deepEqual(desk.asked.map(asked => 'limit' in asked ? [asked.limit, asked.cursor, asked.sort.column, asked.object] : []), [
			[1000, undefined, 'code', ['lead']], [1000, '1000', 'code', ['lead']], [1000, '2000', 'code', ['lead']],
		]);
	});

	test('gives the same items in NDJSON and JSON', async () => {
		await using desk = await openDesk({capabilities: ['errors'], errors});
		await exportErrors(optionsFor(desk, 'a.ndjson', {format: 'ndjson'}));
		await exportErrors(optionsFor(desk, 'a.json', {format: 'json'}));
		const lines = await readFile(desk.file('a.ndjson'), 'utf8');
		assert.deepEqual(lines.split('\n').slice(0, -1).map(line => JSON.parse(line) as unknown), errors);
		assert.deepEqual(JSON.parse(await readFile(desk.file('a.json'), 'utf8')), errors);
	});

	test('that has not searched all of its errors makes an export that says so', async () => {
		await using desk = await openDesk();
		await using server = await scriptedServer((request, response) => {
			json(request.url === '/v1'
				? {api: 'sync-status', version: '1.0', capabilities: ['errors']}
				: {items: [error(1)], nextCursor: null, searchedFrom: '2026-11-20T00:00:00Z'})(request, response);
		});
		await exportErrors(optionsFor(desk, 'a.csv', {connection: {baseUrl: server.url}}));
		const {complete} = JSON.parse(await readFile(desk.file('a.csv.meta.json'), 'utf8')) as {complete: unknown};
		assert.equal(complete, 'the backend searched no errors from before 2026-11-20T00:00:00Z');
	});

	test('and without errors has nothing to export', async () => {
		await using desk = await openDesk({capabilities: ['throughput']});
		await assertFails(desk, optionsFor(desk, 'a.csv'), 'not-supported', /status alone/v);
		await using old = await scriptedServer((_, response) => {
			response.writeHead(404).end();
		});
		await assertFails(desk, optionsFor(desk, 'a.csv', {connection: {baseUrl: old.url}}), 'not-supported', /status alone/v);
	});

	test('whose pages go in a circle is left', async () => {
		await using desk = await openDesk();
		await using server = await scriptedServer((request, response) => {
			json(request.url === '/v1' ? {api: 'sync-status', version: '1.0', capabilities: ['errors']} : {items: [error(1)], nextCursor: 'x'})(request, response);
		});
		await assertFails(desk, optionsFor(desk, 'a.csv', {connection: {baseUrl: server.url}}), 'backend', /circle/v);
	});
});

describe('a file in the way', () => {
	test('is left as it is unless it may be replaced', async () => {
		await using desk = await openDesk({pieces: () => linesOf(twoLines)});
		await writeFile(desk.file('a.csv'), 'precious');
		await assertFails(desk, optionsFor(desk, 'a.csv'), 'exists', /a\.csv exists already/v);
		assert.equal(await readFile(desk.file('a.csv'), 'utf8'), 'precious');
		assert.deepEqual(desk.asked, []);
		await exportErrors(optionsFor(desk, 'a.csv', {overwrite: true}));
		assert.equal(await readFile(desk.file('a.csv'), 'utf8'), twoLines);
		await exportErrors(optionsFor(desk, 'a.csv', {overwrite: true}));
		assert.deepEqual(await desk.names(), ['a.csv', 'a.csv.meta.json']);
	});

	test('where only the description would be is one too', async () => {
		await using desk = await openDesk({pieces: () => linesOf(twoLines)});
		await writeFile(desk.file('a.csv.meta.json'), 'precious');
		await assertFails(desk, optionsFor(desk, 'a.csv'), 'exists', /a\.csv\.meta\.json exists/v);
		assert.equal(await readFile(desk.file('a.csv.meta.json'), 'utf8'), 'precious');
	});

	for (const name of ['a.csv', 'a.csv.meta.json']) {
		test(`that comes while the export runs is left too, be it ${name}`, async () => {
			await using desk: Desk = await openDesk({
				async * pieces() {
					yield header;
					await writeFile(desk.file(name), 'precious');
					yield twoLines.slice(header.length);
				},
			});
			await assert.rejects(exportErrors(optionsFor(desk, 'a.csv')), {code: 'exists'});
			assert.deepEqual(await desk.names(), [name]);
			assert.equal(await readFile(desk.file(name), 'utf8'), 'precious');
		});
	}

	test('that is a folder, a device or in no folder is named', async () => {
		await using desk = await openDesk({pieces: () => linesOf(twoLines)});
		await mkdir(desk.file('folder'));
		const overwrite = {overwrite: true};
		await assertFails(desk, optionsFor(desk, 'folder', overwrite), 'is-folder', /folder is a folder; name a file in it/v);
		await assertFails(desk, {...optionsFor(desk, 'x', overwrite), file: '/dev/null'}, 'not-a-file', /\/dev\/null is no ordinary file/v);
		await assertFails(desk, optionsFor(desk, 'nowhere/a.csv'), 'no-folder', /nowhere does not exist; make it/v);
		await assertFails(desk, optionsFor(desk, `${'n'.repeat(300)}.csv`), 'bad-name', /shorter/v);
		await assertFails(desk, optionsFor(desk, 'a\0.csv'), 'bad-name', /plainer/v);
		assert.deepEqual(desk.asked, []);
	});

	test('that is a link stays one: what it leads to is replaced', async () => {
		await using desk = await openDesk({pieces: () => linesOf(twoLines)});
		await mkdir(desk.file('real'));
		await writeFile(desk.file('real/a.csv'), 'old');
		await symlink(desk.file('real/a.csv'), desk.file('link.csv'));
		await exportErrors(optionsFor(desk, 'link.csv', {overwrite: true}));
		assert.equal(await readFile(desk.file('real/a.csv'), 'utf8'), twoLines);
		assert.deepEqual(await desk.names(), ['link.csv', 'real']);
	});
});

describe('an export that comes to nothing', () => {
	test('by being called off leaves nothing, and ends the reading', async () => {
		const own = new AbortController();
		const {promise: left, resolve: leave} = Promise.withResolvers<void>();
		await using desk = await openDesk({
			async * pieces() {
				try {
					for (;;) {
						yield twoLines.repeat(1000);
					}
				} finally {
					leave();
				}
			},
		});
		const options = optionsFor(desk, 'a.csv', {
			signal: own.signal,
			onProgress() {
				own.abort();
			},
		});
		await assertFails(desk, options, 'cancelled', /cancelled; nothing was written/v);
		await left;
	});

	test('by being called off before it began asks for nothing', async () => {
		await using desk = await openDesk();
		await assertFails(desk, optionsFor(desk, 'a.csv', {signal: AbortSignal.abort()}), 'cancelled', /cancelled/v);
		assert.deepEqual(desk.asked, []);
	});

	test('by a backend that breaks off in the middle leaves nothing, and what was there stays', async () => {
		await using desk = await openDesk({
			total: 2,
			async * pieces() {
				yield twoLines;
				throw new Error('the disk is gone');
			},
		});
		await assertFails(desk, optionsFor(desk, 'a.csv'), 'backend', /the connection was reset.*Nothing was written/v);
		await writeFile(desk.file('a.csv'), 'precious');
		await assertFails(desk, optionsFor(desk, 'a.csv', {overwrite: true}), 'backend', /the connection was reset/v);
		assert.equal(await readFile(desk.file('a.csv'), 'utf8'), 'precious');
	});

	test('by a refusal tells the backend\'s reason', async () => {
		await using desk = await openDesk();
		await assertFails(desk, optionsFor(desk, 'a.csv', {query: new URLSearchParams({sort: 'colour'})}), 'backend', /400 from the backend: sort: expected a column/v);
	});

	test('by something else than was asked for takes none of it', async () => {
		await using desk = await openDesk();
		await using server = await scriptedServer((request, response) => {
			if (request.url === '/v1') {
				json({api: 'sync-status', version: '1.0', capabilities: ['error-export']})(request, response);
			} else {
				response.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html>');
			}
		});
		await assertFails(desk, optionsFor(desk, 'a.csv', {connection: {baseUrl: server.url}}), 'backend', /expected text\/csv, got text\/html/v);
	});

	test('by a backend that isn\'t there says so', async () => {
		await using desk = await openDesk();
		const server = await scriptedServer(() => undefined);
		await server[Symbol.asyncDispose]();
		await assertFails(desk, optionsFor(desk, 'a.csv', {connection: {baseUrl: server.url}}), 'backend', /connection refused/v);
	});

	test('has nothing under its name until the end', async () => {
		const {promise: begun, resolve: begin} = Promise.withResolvers<void>();
		const {promise: enough, resolve: end} = Promise.withResolvers<void>();
		await using desk = await openDesk({
			async * pieces() {
				yield twoLines;
				begin();
				await enough;
			},
		});
		const exported = exportErrors(optionsFor(desk, 'a.csv'));
		await begun;
		assert.match((await desk.names()).join(' '), /^\.a\.csv\.\d+-[\da-f]{16}\.part$/v);
		end();
		await exported;
		assert.deepEqual(await desk.names(), ['a.csv', 'a.csv.meta.json']);
	});
});
