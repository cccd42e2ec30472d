/** The examples of docs/implement.md, run as their readers run them. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as pause} from 'node:timers/promises';
import {after, describe, it} from 'node:test';
import {ServiceSchema} from '../../source/contract/service.ts';
import {StatusSchema} from '../../source/contract/status.ts';
import {ThroughputSchema} from '../../source/contract/throughput.ts';
import {validate} from '../../source/contract/validate.ts';
import {freePort} from '../helpers/postgres/cluster.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-examples-'));
after(() => {
	rmSync(folder, {recursive: true});
});

const noon = Date.parse('2026-11-22T12:00:00Z');
const languages: ReadonlyArray<readonly [name: string, program: string, args: readonly string[], file: string]> = [
	['TypeScript', process.execPath, ['--disable-warning=ExperimentalWarning'], 'examples/backend.ts'],
	['Python', 'python3', [], 'examples/backend.py'],
];

for (const [name, program, args, file] of languages) {
	const isThere = spawnSync(program, ['--version']).status === 0;
	// eslint-disable-next-line node-test/no-skip-test -- it says why
	describe(`the example in ${name}`, {skip: isThere ? false : `${program} is not installed`}, () => {
		it('is what the document says, in 60 lines', () => {
			const text = readFileSync(file, 'utf8');
			assert.ok(text.split('\n').length <= 61, String(text.split('\n').length - 1));
			assert.ok(readFileSync('docs/implement.md', 'utf8').includes(`\n${text}\`\`\`\n`), `docs/implement.md does not hold ${file} as it is`);
		});

		it('makes its queue visible', async () => {
			await using backend = await start(name, program, [...args, file]);
			const {url, queue} = backend;
			fill(queue);
			const get = async (place: string, headers: Record<string, string> = {}) => fetch(`${url}${place}`, {headers});
			const service = validate(ServiceSchema, await (await get('/v1')).json());
			assert.deepEqual(service.capabilities, ['throughput']);
			const first = await get('/v1/status');
			const {objects} = validate(StatusSchema, await first.json());
			assert.deepEqual(objects, [
				{
					object: 'customer', pending: {inserts: 0, updates: 2}, failed: 1,
					oldest: {update: {recordId: 'C-1', recordName: 'Ana Pérez', direction: 'outbound', changedAt: '2026-11-22T12:00:00.000Z'}},
				},
				{object: 'order', pending: {inserts: 1, updates: 0}, failed: 0, oldest: {insert: {recordId: 'O-1', recordName: null, direction: 'outbound', changedAt: '2026-11-22T12:05:00.000Z'}}},
			]);
			const again = await get('/v1/status', {'if-none-match': first.headers.get('etag') ?? ''});
			assert.equal(again.status, 304);
			// From a quarter past, as Kathmandu asks.
			const answer = validate(ThroughputSchema, await (await get('/v1/throughput?from=2026-11-22T12:15:00Z&to=2026-11-22T14:15:00Z')).json());
			assert.deepEqual(answer.buckets.map(bucket => [bucket.object, bucket.start, bucket.synced, bucket.failed]), [
				['customer', '2026-11-22T12:15:00.000Z', 1, 1], ['order', '2026-11-22T13:15:00.000Z', 1, 0],
			]);
			const statuses = await Promise.all(['/v1/throughput?from=x', '/v1/errors', '/v1/nothing'].map(async place => (await get(place)).status));
			assert.deepEqual(statuses, [400, 501, 404]);

			const checked = spawnSync(process.execPath, ['build/cli.js', 'conformance', url], {encoding: 'utf8'});
			assert.equal(checked.status, 0, checked.stdout);
			assert.match(checked.stdout, / hold, 0 broken, 2 not offered/v);
			const shown = spawnSync(process.execPath, ['build/cli.js', 'status', '--url', url], {encoding: 'utf8'});
			assert.match(shown.stdout, /customer +0 +2 +2 .*1\norder +1 +0 +1 /v);
		});
	});
}

/** Resolves once it answers. */
async function start(name: string, program: string, args: readonly string[]): Promise<AsyncDisposable & {url: string; queue: string}> {
	const queue = path.join(folder, `${name}.db`);
	const port = await freePort();
	const child = spawn(program, [...args, queue, String(port)], {stdio: ['ignore', 'ignore', 'pipe']});
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	const url = `http://127.0.0.1:${port}`;
	const deadline = Date.now() + 10_000;
	for (;;) {
		/* eslint-disable no-await-in-loop -- a port says nothing when somebody listens */
		try {
			await fetch(url);
			return {
				url,
				queue,
				async [Symbol.asyncDispose]() {
					const ended = once(child, 'exit');
					child.kill();
					await ended;
				},
			};
		} catch (error) {
			if (Date.now() > deadline || child.exitCode !== null) {
				throw new Error(`${name}: ${said}`, {cause: error});
			}
		}

		await pause(20);
		/* eslint-enable no-await-in-loop */
	}
}

function fill(file: string): void {
	const minute = 60_000;
	const database = new DatabaseSync(file);
	const add = database.prepare('INSERT INTO queue (object, record_id, record_name, operation, direction, changed_at, done_at, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
	add.run('customer', 'C-2', null, 'update', 'outbound', noon + minute, null, null);
	add.run('customer', 'C-1', 'Ana Pérez', 'update', 'outbound', noon, null, null);
	add.run('customer', 'C-3', null, 'insert', 'outbound', noon, noon + 20 * minute, null);
	add.run('customer', 'C-4', null, 'insert', 'outbound', noon, noon + 74 * minute, 'No such account');
	add.run('order', 'O-1', null, 'insert', 'outbound', noon + 5 * minute, null, null);
	add.run('order', 'O-2', null, 'insert', 'outbound', noon, noon + 75 * minute, null);
	database.close();
}
