/** What only SQLite has: columns that hold anything, whole numbers of 64 bits, and no way to end a question but with its process. */
import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as pause} from 'node:timers/promises';
import {after, describe, test} from 'node:test';
import type {ErrorsQuery} from '../../../source/contract/queries.ts';
import type {Mapping} from '../../../source/backends/tables/mapping.ts';
import {openTables, type Tables} from '../../../source/backends/tables/open-tables.ts';
import {errorsQuery, hours, now, pendingQuery} from '../../helpers/sync-samples.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-odd-'));
let made = 0;
after(() => {
	rmSync(folder, {recursive: true, force: true});
});

async function withTables(ddl: string, mapping: Mapping, body: (tables: Tables) => Promise<void>, say?: (line: string) => void): Promise<void> {
	made++;
	const file = path.join(folder, `${made}.db`);
	const database = new DatabaseSync(file);
	database.exec(ddl);
	database.close();
	const tables = await openTables({database: {kind: 'sqlite', file}, mapping, clock: () => now, say});
	try {
		await body(tables);
	} finally {
		await tables.close();
	}
}

async function pagesOf(tables: Tables, sort: ErrorsQuery['sort']): Promise<Array<string | null | undefined>> {
	const found: Array<string | null | undefined> = [];
	let cursor: string | null | undefined;
	do {
		const page = await tables.errors?.(errorsQuery({limit: 2, sort, ...(typeof cursor === 'string' && {cursor})})); // eslint-disable-line no-await-in-loop -- page by page
		found.push(...page?.items.map(({recordId}) => recordId) ?? []);
		cursor = page?.nextCursor;
	} while (typeof cursor === 'string' && found.length < 50);

	return found;
}

describe('odd tables in SQLite', () => {
	test('have ids beyond 2^53, and pages hold each row once, in either order', async () => {
		const ids = ['-9223372036854775808', '1730000000000000001', '1730000000000000002', '1730000000000000003', '9223372036854775807'];
		const ddl = `CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT); INSERT INTO t VALUES ${ids.map(id => `(${id}, 'failed')`).join(', ')};
			CREATE TABLE waits (id INTEGER PRIMARY KEY); INSERT INTO waits SELECT id FROM t`;
		const mapping = {parts: {failed: 'SELECT id, id AS record_id, \'2026-11-22 12:00:00\' AS done_at FROM t', pending: 'SELECT id, \'2026-11-22 12:00:00\' AS changed_at FROM waits'}};
		await withTables(ddl, mapping, async tables => {
			assert.deepEqual(await pagesOf(tables, {column: 'occurredAt', descending: false}), ids);
			assert.deepEqual(await pagesOf(tables, {column: 'occurredAt', descending: true}), ids.toReversed());
			assert.equal((await tables.error?.('1730000000000000002'))?.recordId, '1730000000000000002');
			const first = await tables.pending?.('records', pendingQuery({limit: 3}));
			const second = await tables.pending?.('records', pendingQuery({limit: 3, cursor: first?.nextCursor ?? ''}));
			assert.deepEqual([...first?.items ?? [], ...second?.items ?? []].map(({recordId}) => recordId), ids);
		});
	});

	test('have attempts as text, and are sorted by them as numbers', async () => {
		const ddl = 'CREATE TABLE t (id INTEGER PRIMARY KEY, tries TEXT); INSERT INTO t VALUES (1, \'9\'), (2, \'10\'), (3, \'many\'), (4, \'2\'), (5, NULL)';
		await withTables(ddl, {query: 'SELECT id, id AS record_id, \'failed\' AS state, \'2026-11-22 12:00:00\' AS done_at, tries AS attempts FROM t'}, async tables => {
			assert.deepEqual(await pagesOf(tables, {column: 'attempts', descending: true}), ['2', '1', '4', '5', '3']);
			assert.deepEqual(await pagesOf(tables, {column: 'attempts', descending: false}), ['3', '5', '4', '1', '2']);
		});
	});

	test('have times in any spelling, and are in the order of what they mean', async () => {
		const ddl = `CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, done TEXT); INSERT INTO t VALUES
			(1, '2026-11-22 12:30:00', NULL), (2, '2026-11-22T08:00:00Z', NULL), (3, '2026-11-22T12:40:00+09:00', NULL), (4, '2026-11-22T12:40:00+05:45', NULL), (5, 'soon', NULL),
			(6, NULL, '2026-11-22T09:10:00+09:00'), (7, NULL, '2026-11-22 02:00:00')`;
		const query = 'SELECT id, id AS record_id, CASE WHEN done IS NULL THEN \'pending\' ELSE \'synced\' END AS state, at AS changed_at, done AS done_at FROM t';
		await withTables(ddl, {query, constants: {operation: 'insert'}}, async tables => {
			assert.equal((await tables.status()).objects[0]?.oldest?.insert?.recordId, '3');
			const queue: string[] = [];
			for (let cursor: string | undefined; queue.length < 10;) {
				const page = await tables.pending?.('records', pendingQuery({limit: 1, ...(cursor !== undefined && {cursor})})); // eslint-disable-line no-await-in-loop -- page by page
				queue.push(...page?.items.map(({recordId, changedAt}) => `${recordId} ${changedAt.slice(11, 16)}`) ?? []);
				cursor = page?.nextCursor ?? undefined;
				if (cursor === undefined) {
					break;
				}
			}

			assert.deepEqual(queue, ['3 03:40', '4 06:55', '2 08:00', '1 12:30']);
			assert.equal((await tables.throughput?.(hours('2026-11-22T00:00:00Z', '2026-11-22T13:00:00Z')))?.coverage?.from, '2026-11-22T00:15:00.000Z');
		});
	});

	test('aren\'t large because their ids are', async () => {
		const said: string[] = [];
		await withTables('CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1730000000000000001)', {query: 'SELECT id, \'pending\' AS state FROM t'}, async () => undefined, line => {
			said.push(line);
		});
		assert.deepEqual(said, []);
	});

	test('leave no process behind whose asker was killed in the middle of a question', async () => {
		const file = path.join(folder, 'endless.db');
		new DatabaseSync(file).close();
		const asker = fork(new URL('endless-asker.ts', import.meta.url), [file]);
		const [pid] = await once(asker, 'message') as [number];
		assert.ok(isThere(pid));
		asker.kill('SIGKILL');
		await once(asker, 'exit');
		for (const deadline = Date.now() + 5000; isThere(pid) && Date.now() < deadline;) {
			await pause(20); // eslint-disable-line no-await-in-loop -- nobody tells who isn't its parent
		}

		assert.ok(!isThere(pid));
	});
});

/** A process that has ended and wasn't waited for is none. */
function isThere(pid: number): boolean {
	try {
		return !/^\d+ \(.*\) Z/v.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
