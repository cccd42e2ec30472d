/** What a mapping means, on SQLite: the outboxes have the rest, on all databases. */
import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, test} from 'node:test';
import type {Mapping} from '../../../source/backends/tables/mapping.ts';
import {openTables, type Tables, type TablesOptions} from '../../../source/backends/tables/open-tables.ts';
import {errorsQuery, filter, hours, now, pendingQuery} from '../../helpers/sync-samples.ts';

type Given = {readonly ddl: string; readonly mapping: Mapping; readonly options?: Partial<TablesOptions>};

async function withTables({ddl, mapping, options = {}}: Given, body: (tables: Tables, database: DatabaseSync) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-tables-'));
	const file = path.join(folder, 'engine.db');
	const database = new DatabaseSync(file);
	// eslint-disable-next-line unicorn/no-unsafe-sqlite-interpolation -- SQL of our own
	database.exec(`PRAGMA synchronous = OFF; ${ddl}`);
	try {
		const tables = await openTables({database: {kind: 'sqlite', file}, mapping, clock: () => now, ...options});
		try {
			await body(tables, database);
		} finally {
			await tables.close();
		}
	} finally {
		database.close();
		rmSync(folder, {recursive: true, force: true});
	}
}

const queue = `CREATE TABLE queue (id INTEGER PRIMARY KEY, name TEXT, status TEXT, at, done, words TEXT, body TEXT);
	INSERT INTO queue VALUES (1, 'a', 'pending', '2026-11-22 11:00:00', NULL, NULL, NULL), (2, 'b', 'failed', '2026-11-22 11:00:00', '2026-11-22 12:30:00', 'no answer', '{"n": [1]}'),
		(3, 'c', 'synced', '2026-11-22 11:00:00', '2026-11-22 12:40:00', NULL, NULL);`;

describe('a mapping', () => {
	test('says what it yields, and what is not available because of what it lacks', async () => {
		await withTables({ddl: queue, mapping: {query: 'SELECT id, name AS record_id, status AS state FROM queue', constants: {direction: 'outbound'}}}, async tables => {
			const {columns, notAvailable} = tables.describeMapping();
			assert.deepEqual(columns.filter(({is}) => is !== 'lacking').map(({column, is, parts}) => [column, is, parts]), [
				['id', 'yielded', ['pending', 'failed', 'done']],
				['record_id', 'yielded', ['pending', 'failed', 'done']],
				['direction', 'constant', []],
				['state', 'yielded', ['pending', 'failed', 'done']],
			]);
			assert.deepEqual(notAvailable, [
				{what: 'the numbers of inserts, updates and deletes', because: 'operation is lacking (the total is known): where all are the same, give it as a constant (operation = "update")'},
				{what: 'the oldest record, and the queue of an object', because: 'changed_at is lacking'},
				{what: 'the list of errors (their number is known)', because: 'both done_at and changed_at are lacking'},
				{what: 'code of errors', because: 'code is lacking'},
				{what: 'message of errors', because: 'message is lacking'},
				{what: 'attempts of errors', because: 'attempts is lacking'},
				{what: 'throughput', because: 'done_at is lacking'},
			]);
			assert.deepEqual((await tables.service()).capabilities, []);
			assert.deepEqual((await tables.status()).objects, [{
				object: 'records', pending: {inserts: null, updates: null, deletes: null, total: 1}, oldest: null, directions: {inbound: null, outbound: {inserts: null, updates: null, deletes: null, total: 1}}, failed: 1,
			}]);
		});
	});

	test('counts all as the operation that a constant names', async () => {
		await withTables({ddl: queue, mapping: {query: 'SELECT id, name AS record_id, status AS state, at AS changed_at FROM queue', constants: {operation: 'update', object: 'order'}}}, async tables => {
			const [order] = (await tables.status()).objects;
			assert.deepEqual([order?.object, order?.pending], ['order', {inserts: 0, updates: 1, deletes: null}]);
			assert.equal(order?.oldest?.update?.recordId, 'a');
		});
	});

	test('counts all that waits, and names the oldest, also where operations are others than the three', async () => {
		const query = `
			SELECT id, id AS record_id, status AS state, at AS changed_at, 'upsert' AS operation FROM queue
			UNION ALL SELECT 9, 9, 'pending', '2026-11-22 13:00:00', 'insert'
			UNION ALL SELECT 10, 10, 'pending', '2026-11-20 13:00:00', NULL`;
		await withTables({ddl: queue, mapping: {query}}, async tables => {
			const [records] = (await tables.status()).objects;
			assert.deepEqual(records?.pending, {inserts: 1, updates: 0, deletes: 0, total: 3});
			assert.deepEqual([records?.oldest?.insert?.recordId, records?.oldest?.update, records?.oldest?.any?.recordId], ['9', null, '10']);
		});
	});

	test('counts all that waits where nothing is said of operations', async () => {
		await withTables({ddl: queue, mapping: {query: 'SELECT id, id AS record_id, status AS state, at AS changed_at FROM queue'}}, async tables => {
			const [records] = (await tables.status()).objects;
			assert.deepEqual(records?.pending, {inserts: null, updates: null, deletes: null, total: 1});
			assert.equal(records?.oldest?.any?.recordId, '1');
		});
	});

	test('of parts answers the questions that it has parts for', async () => {
		await withTables({ddl: queue, mapping: {parts: {pending: 'SELECT id, at AS changed_at FROM queue WHERE status = \'pending\''}}}, async tables => {
			assert.deepEqual((await tables.service()).capabilities, ['pending']);
			assert.equal((await tables.status()).objects[0]?.failed, null);
			assert.deepEqual((await tables.pending?.('records', pendingQuery()))?.items.map(({recordId, operation}) => [recordId, operation]), [['1', 'change']]);
		});
	});

	const whole = 'SELECT id, name AS record_id, status AS state, at AS changed_at, done AS done_at, words AS message, body AS payload FROM queue';

	test('has payloads that are JSON as what they say', async () => {
		await withTables({ddl: queue, mapping: {query: whole}}, async tables => {
			const {payload} = await tables.error?.('2') ?? {};
			assert.deepEqual(payload, {n: [1]});
			await assert.rejects(async () => tables.error?.('1'), {code: 'not-found'});
		});
	});

	test('knows the hours as far back as it is told that they are kept', async () => {
		await withTables({ddl: queue, mapping: {query: whole, keeps: 2}}, async tables => {
			const answer = await tables.throughput?.(hours('2026-11-22T10:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual(answer?.coverage, {from: '2026-11-22T11:15:00.000Z', to: '2026-11-22T13:15:00.000Z'});
			assert.deepEqual((await tables.service()).retention, {throughputHours: 2});
		});
	});

	for (const [times, at] of [['epoch-seconds', 1_795_342_020], ['epoch-ms', 1_795_342_020_000]] as const) {
		test(`has times that are ${times}`, async () => {
			const ddl = `CREATE TABLE queue (id, status, at, done); INSERT INTO queue VALUES (1, 'pending', ${at}, NULL), (2, 'synced', 0, ${at}), (3, 'failed', 0, ${at})`;
			await withTables({ddl, mapping: {query: 'SELECT id, status AS state, at AS changed_at, done AS done_at FROM queue', times}}, async tables => {
				const iso = new Date(1_795_342_020_000).toISOString();
				assert.equal((await tables.pending?.('records', pendingQuery()))?.items[0]?.changedAt, iso);
				assert.equal((await tables.errors?.(errorsQuery()))?.items[0]?.occurredAt, iso);
				const {buckets} = await tables.throughput?.(hours('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z')) ?? {};
				assert.deepEqual(buckets?.map(({synced, failed}) => [synced, failed]), [[1, 1]]);
			});
		});
	}

	test('has times of its own zone', async () => {
		await withTables({ddl: queue, mapping: {query: whole, timeZone: 'Asia/Kathmandu'}}, async tables => {
			assert.equal((await tables.pending?.('records', pendingQuery()))?.items[0]?.changedAt, '2026-11-22T05:15:00.000Z');
			const {buckets} = await tables.throughput?.(hours('2026-11-22T06:00:00Z', '2026-11-22T08:00:00Z')) ?? {};
			assert.deepEqual(buckets?.map(({start, synced, failed}) => [start.slice(11, 16), synced, failed]), [['06:00', 1, 1]]);
			const from = Date.parse('2026-11-22T06:45:00Z');
			assert.equal((await tables.errors?.(errorsQuery({from})))?.items.length, 1);
			assert.equal((await tables.errors?.(errorsQuery({from: from + 1})))?.items.length, 0);
		});
	});

	test('without ids tells errors apart by the rest', async () => {
		await withTables({ddl: queue, mapping: {query: 'SELECT name AS record_id, status AS state, at AS changed_at, words AS message FROM queue'}}, async tables => {
			const [error] = (await tables.errors?.(errorsQuery()))?.items ?? [];
			assert.equal((await tables.error?.(error?.id ?? ''))?.recordId, 'b');
		});
	});

	const wrong: ReadonlyArray<readonly [mapping: Mapping, message: string | RegExp]> = [
		[{}, 'the mapping has no SELECT: give it a query, or parts (pending, failed, done)'],
		[{query: 'SELECT 1 AS id; DROP TABLE queue'}, 'the mapping\'s query has a semicolon in it: give one SELECT, without one at its end'],
		[{query: 'SELECT missing FROM queue'}, 'the mapping\'s query is not understood by the database: no such column: missing'],
		[{query: 'SELECT 1 AS one'}, /^the mapping's query yields none of id, object, .*: name its columns with AS$/v],
		[{query: 'SELECT id FROM queue'}, 'the mapping\'s query yields no state: SELECT … AS state, or give parts (pending, failed, done)'],
		[{parts: {done: 'DELETE FROM queue'}}, 'the mapping\'s part done is no SELECT'],
		[{query: whole, timeZone: 'Mars/Base'}, 'the mapping\'s timeZone is to be the name of a time zone such as "Europe/Madrid"'],
	];
	for (const [mapping, message] of wrong) {
		test(`that is wrong is told in a line: ${String(message).slice(0, 60)}`, async () => {
			await assert.rejects(withTables({ddl: queue, mapping}, async () => undefined), {code: 'invalid-request', message});
		});
	}
});

describe('rows of somebody', () => {
	test('that lack everything, or hold what nobody expects, are still rows', async () => {
		const ddl = `CREATE TABLE queue (id, entity, action, way, status, at, words, tries, body);
			INSERT INTO queue VALUES
				(NULL, NULL, NULL, NULL, 'failed', '2026-11-22 12:00:00', NULL, NULL, NULL),
				(x'00FF', '', 'merge', 'sideways', 'failed', '2026-11-22 12:01:00', replace(hex(zeroblob(50000)), '00', 'long '), -1, '{not json'),
				('NULL', 'o', '', 'inbound', 'failed', 'no time', x'FFFE', 'many', x'00'),
				(9223372036854775807, 'o', 'insert', 'inbound', 'failed', '2026-11-22 12:02:00', 'last', 3, 'text');`;
		const query = 'SELECT id, entity AS object, action AS operation, way AS direction, status AS state, at AS changed_at, words AS message, tries AS attempts, body AS payload FROM queue';
		await withTables({ddl, mapping: {query}}, async tables => {
			const {items, total} = await tables.errors?.(errorsQuery()) ?? {};
			// What has no time is a failure all the same, and comes last.
			assert.equal(total, 4);
			assert.deepEqual(items?.map(({object, operation, direction, attempts}) => [object, operation, direction, attempts]), [
				['o', 'insert', 'inbound', 3], ['(none)', 'merge', null, null], ['(none)', null, null, null], ['o', '', 'inbound', null],
			]);
			assert.equal(items?.at(-1)?.occurredAt, '1970-01-01T00:00:00.000Z');
			assert.equal(items?.[1]?.message?.length, 10_000);
			assert.equal((await tables.error?.('00ff'))?.payload, '{not json');
			assert.equal((await tables.error?.('9223372036854775807'))?.message, 'last');
			assert.deepEqual((await tables.errorFacets?.(filter({object: ['(none)']})))?.object, [{value: null, count: 2}]);
			const [none, o] = (await tables.status()).objects;
			assert.deepEqual([none?.object, none?.failed, o?.failed], ['(none)', 2, 2]);
		});
	});

	test('are asked with a cursor that somebody made up, and that is refused or finds nothing', async () => {
		await withTables({ddl: queue, mapping: {query: 'SELECT id, name AS record_id, status AS state, at AS changed_at FROM queue'}}, async ({errors}) => {
			const real = await errors?.(errorsQuery({limit: 1, sort: {column: 'recordId', descending: false}}));
			assert.equal(real?.nextCursor, null);
			for (const after of [[], [{}], [null, null], ['a', 'b', 'c', 'd', 'e'], ['\'', 1e308, '"']]) {
				const cursor = Buffer.from(JSON.stringify({of: 'x', after})).toString('base64url');
				await assert.rejects(async () => errors?.(errorsQuery({cursor})), {code: 'invalid-request'}); // eslint-disable-line no-await-in-loop -- few
			}
		});
	});
});

describe('a database', () => {
	const mapping = {query: 'SELECT id, status AS state, at AS changed_at FROM queue'};

	test('is asked for the status once for all who ask', async () => {
		await withTables({ddl: queue, mapping}, async ({status}, database) => {
			const [one, other] = await Promise.all([status(), status()]);
			database.exec('DELETE FROM queue');
			assert.equal(one, other);
			assert.equal(await status(), one);
		});
	});

	test('that takes too long is stopped, and answers the next question', async () => {
		const endless = 'SELECT 1 AS id, \'pending\' AS state, (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c) AS changed_at';
		await withTables({ddl: queue, mapping: {parts: {pending: endless, failed: 'SELECT id, at AS changed_at FROM queue'}}, options: {statementTimeout: 50}}, async ({status, errors}) => {
			await assert.rejects(status(), {code: 'unavailable', message: 'the database took too long to answer'});
			assert.equal((await errors?.(errorsQuery()))?.items.length, 3);
		});
	});

	test('whose table is gone says so', async () => {
		await withTables({ddl: queue, mapping}, async ({status}, database) => {
			database.exec('DROP TABLE queue');
			await assert.rejects(status(), {code: 'unavailable', message: 'the database does not understand the mapping any more: no such table: queue'});
		});
	});

	test('that is not there, or is none, says so', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-tables-'));
		const open = async (file: string) => openTables({database: {kind: 'sqlite', file}, mapping});
		await assert.rejects(open(path.join(folder, 'none.db')), {code: 'unavailable', message: 'the database\'s file cannot be opened'});
		await assert.rejects(open(import.meta.filename), {code: 'unavailable', message: 'the file is no SQLite database'});
		rmSync(folder, {recursive: true});
	});
});
