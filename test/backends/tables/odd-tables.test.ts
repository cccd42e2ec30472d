/** Tables as people have them: numbers for states, large ids, rows that are the same, times that are none. */
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import type {SyncError} from '../../../source/contract/errors.ts';
import type {ErrorsQuery} from '../../../source/contract/queries.ts';
import type {Mapping} from '../../../source/backends/tables/mapping.ts';
import {openTables, type Tables, type TablesDatabase, type TablesOptions} from '../../../source/backends/tables/open-tables.ts';
import {presetNamed} from '../../../source/backends/tables/presets/presets.ts';
import {findMariadb, startMariadb} from '../../helpers/mariadb.ts';
import {createDatabase} from '../../helpers/postgres/databases.ts';
import {errorsQuery, filter, hours, now, pendingQuery} from '../../helpers/sync-samples.ts';

type Odd = AsyncDisposable & {readonly database: TablesDatabase; sql(text: string): Promise<unknown>};

async function postgres(): Promise<Odd> {
	const database = await createDatabase();
	return {database: {kind: 'postgres', url: database.url}, sql: database.sql, [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose]()};
}

async function mariadb(): Promise<Odd> {
	const database = await startMariadb();
	return {database: {kind: 'mysql', url: database.url}, sql: database.sql, [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose]()};
}

const missing = findMariadb();
const engines: ReadonlyArray<readonly [name: string, start: () => Promise<Odd>, skip: string | false]> = [
	['PostgreSQL', postgres, false], ['MariaDB', mariadb, typeof missing === 'string' ? missing : false],
];

for (const [name, start, skip] of engines) {
	describe(`odd tables in ${name}`, {skip}, () => { // eslint-disable-line node-test/no-skip-test -- what isn't installed can't be tested
		let odd: Odd;
		before(async () => {
			odd = await start();
		});
		after(async () => {
			await odd[Symbol.asyncDispose]();
		});

		const opened = async (mapping: Mapping, body: (tables: Tables) => Promise<void>, options: Partial<TablesOptions> = {}) => {
			const tables = await openTables({database: odd.database, mapping, clock: () => now, ...options});
			try {
				await body(tables);
			} finally {
				await tables.close();
			}
		};

		test('have numbers for states, and each row is in its own', async () => {
			await odd.sql('CREATE TABLE numbered (id bigint PRIMARY KEY, st int, at timestamp(3) NULL)');
			await odd.sql('INSERT INTO numbered VALUES (1, 0, \'2026-11-22 12:00:00\'), (2, 0, \'2026-11-22 12:01:00\'), (3, 1, \'2026-11-22 12:02:00\'), (4, 2, \'2026-11-22 12:03:00\')');
			const mapping: Mapping = {
				query: 'SELECT id, id AS record_id, st AS state, at AS changed_at FROM numbered', states: {0: 'synced', 1: 'pending', 2: 'failed'}, constants: {operation: 'insert'},
				retry: {statement: 'UPDATE numbered SET st = 1 WHERE id = :id'},
			};
			await opened(mapping, async tables => {
				const [records] = (await tables.status()).objects;
				assert.deepEqual([records?.pending.inserts, records?.failed, records?.oldest?.insert?.recordId], [1, 1, '3']);
				assert.deepEqual((await tables.errors?.(errorsQuery()))?.items.map(({recordId}) => recordId), ['4']);
				assert.deepEqual(await tables.retryErrors?.({ids: ['1']}), {accepted: 0, refused: [{id: '1', reason: 'it is not in error, or no longer'}]});
			}, {allowWrites: true});
		});

		test('have ids as large as their columns can hold, and each can be opened', async () => {
			await odd.sql('CREATE TABLE large (id bigint PRIMARY KEY, small int, at timestamp(3) NULL)');
			await odd.sql('INSERT INTO large VALUES (1730000000000000001, 2147483647, \'2026-11-22 12:00:00\'), (1730000000000000002, 1000000001, \'2026-11-22 12:00:00\'), (-9223372036854775808, 32768, \'2026-11-22 12:00:00\')');
			for (const column of ['id', 'small']) {
				// eslint-disable-next-line no-await-in-loop -- one after the other
				await opened({query: `SELECT ${column} AS id, ${column} AS record_id, 'failed' AS state, at AS changed_at FROM large`}, async tables => {
					const errors = await allErrors(tables, 2);
					assert.equal(errors.length, 3);
					for (const {id, recordId} of errors) {
						assert.equal((await tables.error?.(id))?.recordId, recordId); // eslint-disable-line no-await-in-loop -- one after the other
					}

					await assert.rejects(async () => tables.error?.('99999999999999999999'), {code: 'not-found'});
				});
			}
		});

		test('have rows that nothing tells apart, and pages hold each of them once', async () => {
			await odd.sql('CREATE TABLE same (what varchar(20), st varchar(20), at timestamp(3) NULL)');
			await odd.sql(`INSERT INTO same VALUES ${[...Array.from({length: 7}, () => 'x'), 'y', 'y', 'z'].map(what => `('${what}', 'failed', '2026-11-22 12:00:00'), ('${what}', 'pending', '2026-11-22 12:00:00')`).join(', ')}`);
			await opened({query: 'SELECT what AS record_id, st AS state, at AS changed_at FROM same'}, async tables => {
				const told = async (limit: number, sort: {column: 'occurredAt' | 'recordId'; descending: boolean}) => (await allErrors(tables, limit, sort)).map(({recordId}) => recordId ?? '').toSorted((a, b) => a.localeCompare(b)).join('');
				for (const [limit, column, descending] of [[3, 'occurredAt', true], [1, 'occurredAt', false], [4, 'recordId', true], [2, 'recordId', false], [7, 'recordId', false]] as const) {
					assert.equal(await told(limit, {column, descending}), 'xxxxxxxyyz'); // eslint-disable-line no-await-in-loop -- one after the other
				}

				let queue = '';
				for (let cursor: string | null | undefined; cursor !== null;) {
					const page: Awaited<ReturnType<NonNullable<Tables['pending']>>> | undefined = await tables.pending?.('records', pendingQuery({limit: 3, ...(cursor !== undefined && {cursor})})); // eslint-disable-line no-await-in-loop -- one after the other
					queue += page?.items.map(({recordId}) => recordId).join('') ?? '';
					cursor = page?.nextCursor ?? null;
				}

				assert.equal([...queue].toSorted((a, b) => a.localeCompare(b)).join(''), 'xxxxxxxyyz');
			});
		});

		test('have failures without a time, which are listed last and counted', async () => {
			await odd.sql('CREATE TABLE untimed (id bigint PRIMARY KEY, at timestamp(3) NULL)');
			await odd.sql('INSERT INTO untimed VALUES (1, NULL), (2, \'2026-11-22 12:00:00\'), (3, NULL)');
			await opened({query: 'SELECT id, \'failed\' AS state, at AS done_at FROM untimed'}, async tables => {
				const errors = await allErrors(tables, 1);
				assert.deepEqual(errors.map(({id}) => id), ['2', '3', '1']);
				assert.equal((await tables.status()).objects[0]?.failed, 3);
				assert.equal((await tables.errors?.(errorsQuery({limit: 1, total: 'exact'})))?.total, 3);
			});
		});

		test('have states that nobody named: they are told of, and those without one are nothing that was synced', async () => {
			await odd.sql('CREATE TABLE stated (id bigint PRIMARY KEY, st varchar(20), at timestamp(3) NULL)');
			await odd.sql('INSERT INTO stated VALUES (1, \'NEW\', \'2026-11-22 12:00:00\'), (2, NULL, \'2026-11-22 12:00:00\'), (3, \'sent\', \'2026-11-22 12:00:00\')');
			const said: string[] = [];
			const select = 'SELECT id, st AS state, at AS done_at FROM stated';
			await opened({query: select, states: {sent: 'synced'}}, async () => undefined, {
				say(line) {
					said.push(line.replace(/"NEW", none at all|none at all, "NEW"/v, 'BOTH'));
				},
			});
			assert.deepEqual(said, ['some rows have a state that the mapping doesn\'t name, and are left out: BOTH; name it in states']);
			await opened({parts: {done: select}, states: {sent: 'synced'}}, async tables => {
				const {buckets} = await tables.throughput?.(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z')) ?? {};
				assert.deepEqual(buckets?.map(({synced}) => synced), [1]);
			});
		});

		test('have operations that nobody named, and times that are read as others: they are told of', async () => {
			await odd.sql('CREATE TABLE timed (id bigint PRIMARY KEY, op varchar(20), at bigint)');
			await odd.sql('INSERT INTO timed VALUES (1, \'I\', 1795342020), (2, \'insert\', 1795342020)');
			const said: string[] = [];
			await opened({query: 'SELECT id, op AS operation, \'pending\' AS state, at AS changed_at FROM timed', times: 'epoch-ms'}, async () => undefined, {
				say(line) {
					said.push(line);
				},
			});
			assert.deepEqual(said, [
				'some of what waits is no insert, update or delete, and counts in the total alone: "I"; name it in operations',
				'changed_at is of 1970: say what it holds with times ("timestamp", "epoch-seconds" or "epoch-ms")',
			]);
		});

		test('know the past of one object only as far back as it has one', async () => {
			await odd.sql('CREATE TABLE aged (id bigint PRIMARY KEY, what varchar(20), at timestamp(3) NULL)');
			await odd.sql('INSERT INTO aged VALUES (1, \'long\', \'2026-11-20 12:00:00\'), (2, \'short\', \'2026-11-22 12:14:59\')');
			await opened({query: 'SELECT id, what AS object, \'synced\' AS state, at AS done_at FROM aged'}, async tables => {
				const from = async (object?: string) => (await tables.throughput?.(hours('2026-11-21T00:00:00Z', '2026-11-22T13:00:00Z', object === undefined ? {} : {object})))?.coverage?.from;
				assert.deepEqual([await from(), await from('long'), await from('short')], ['2026-11-21T00:00:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-22T12:15:00.000Z']);
				assert.equal(await from('no\0thing'), undefined);
			});
		});

		test('have their oldest told of as many objects as are asked for, and never that of another', async () => {
			await odd.sql('CREATE TABLE many (id int PRIMARY KEY, what varchar(20), at timestamp(3) NULL)');
			const two = (value: number) => String(value).padStart(2, '0');
			const rows = Array.from({length: 301 * 3}, (_, index) => `(${index}, 'o${index % 301}', '2026-11-22 10:${two(Math.floor((index % 301) / 60))}:${two((index % 301) % 60)}')`);
			await odd.sql(`INSERT INTO many VALUES ${rows.join(', ')}, (9000, 'zz', '2026-11-20 10:00:00')`);
			// Of the least frequent object, whose oldest isn't asked for, one at a time that is.
			await odd.sql('INSERT INTO many SELECT 9001, \'zz\', at FROM many WHERE id = 0');
			await opened({query: 'SELECT id, what AS object, id AS record_id, \'pending\' AS state, at AS changed_at FROM many', constants: {operation: 'insert'}}, async tables => {
				const {objects} = await tables.status();
				assert.equal(objects.length, 302);
				assert.equal(objects.find(({object}) => object === 'zz')?.oldest?.insert ?? null, null);
				assert.equal(objects.filter(({oldest}) => oldest?.insert !== null).length, 300);
			});
		});

		test('leave others a connection while exports are read, and refuse the third', async () => {
			await odd.sql('CREATE TABLE lots (id int PRIMARY KEY, at timestamp(3) NULL)');
			await odd.sql(`INSERT INTO lots VALUES ${Array.from({length: 3000}, (_, index) => `(${index}, '2026-11-22 12:00:00')`).join(', ')}`);
			await opened({query: 'SELECT id, \'failed\' AS state, at AS done_at FROM lots'}, async tables => {
				const begun = async () => {
					const {pieces} = await tables.exportErrors?.({...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw: 'true'}) ?? assert.fail('nothing to export');
					const iterator = pieces[Symbol.asyncIterator]();
					await iterator.next();
					await iterator.next();
					return iterator;
				};

				const two = [await begun(), await begun()];
				await assert.rejects(begun(), {code: 'unavailable', message: '2 exports are running; try again when one has ended'});
				assert.equal((await tables.status()).objects[0]?.failed, 3000);
				await Promise.all(two.map(async iterator => iterator.return?.()));
				await (await begun()).return?.();
			});
		});
	});
}

test('jobs of one id in two queues of pg-boss are two errors, and one of them is retried', async () => {
	await using odd = await postgres();
	await odd.sql(`CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (
		id uuid, name text, state text, singleton_key text, created_on timestamptz, completed_on timestamptz, start_after timestamptz, retry_count int, retry_limit int, data jsonb, output jsonb)`);
	const id = '7aacbb70-6573-41cb-8b3b-6538eb4bbe65';
	await odd.sql(`INSERT INTO pgboss.job SELECT '${id}', name, 'failed', NULL, '2026-11-22 12:00Z', '2026-11-22 12:01Z', '2026-11-22 12:00Z', 2, 2, '{}', '{}' FROM unnest(ARRAY['lead', 'crm/contact']) AS queue (name)`);
	const tables = await openTables({database: odd.database, mapping: presetNamed('pg-boss').mapping(), allowWrites: true, clock: () => now});
	try {
		const errors = await allErrors(tables, 1);
		assert.deepEqual(new Set(errors.map(each => each.id)), new Set([`crm/contact/${id}`, `lead/${id}`]));
		assert.equal((await tables.error?.(`crm/contact/${id}`))?.object, 'crm/contact');
		assert.equal((await tables.retryErrors?.({filter: filter({object: ['lead']})}))?.accepted, 1);
		assert.deepEqual((await allErrors(tables, 1)).map(({object}) => object), ['crm/contact']);
	} finally {
		await tables.close();
	}
});

test('times without an end in PostgreSQL are none, and hide no other row', async () => {
	await using odd = await postgres();
	await odd.sql('CREATE TABLE endless (id int PRIMARY KEY, at timestamptz); INSERT INTO endless VALUES (1, \'infinity\'), (2, \'2026-11-22 12:00Z\'), (3, \'-infinity\')');
	const tables = await openTables({database: odd.database, mapping: {query: 'SELECT id, \'failed\' AS state, at AS done_at FROM endless'}, clock: () => now});
	try {
		assert.deepEqual((await allErrors(tables, 1)).map(({id}) => id), ['2', '3', '1']);
	} finally {
		await tables.close();
	}
});

test('a MySQL is asked with few prepared statements, as it has so many for all of its clients', {skip: engines[1]?.[2]}, async () => { // eslint-disable-line node-test/no-skip-test -- what isn't installed can't be tested
	await using odd = await mariadb();
	await odd.sql('CREATE TABLE q (id int PRIMARY KEY, at datetime)');
	const tables = await openTables({database: odd.database, mapping: {query: 'SELECT id, \'failed\' AS state, at AS done_at FROM q'}, clock: () => now});
	try {
		for (let minute = 0; minute < 100; minute++) {
			await tables.errors?.(errorsQuery({from: now - (minute * 60_000)})); // eslint-disable-line no-await-in-loop -- one after the other
		}

		const [status] = await odd.sql('SHOW GLOBAL STATUS LIKE \'Prepared_stmt_count\'') as Array<{Value: string}>;
		assert.ok(Number(status?.Value) <= 60, `${status?.Value} prepared statements`);
	} finally {
		await tables.close();
	}
});

async function allErrors(tables: Tables, limit: number, sort?: ErrorsQuery['sort']): Promise<SyncError[]> {
	const found: SyncError[] = [];
	for (let cursor: string | undefined; found.length < 100;) {
		const page = await tables.errors?.(errorsQuery({limit, ...(sort !== undefined && {sort}), ...(cursor !== undefined && {cursor})})); // eslint-disable-line no-await-in-loop -- one after the other
		found.push(...page?.items ?? []);
		cursor = page?.nextCursor ?? undefined;
		if (cursor === undefined) {
			return found;
		}
	}

	return found;
}
