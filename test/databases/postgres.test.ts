import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import path from 'node:path';
import {test, describe} from 'node:test';
import {openPostgres, type Postgres} from '../../source/databases/postgres.ts';
import {freePort, startCluster} from '../helpers/postgres/cluster.ts';
import {createDatabase, type TestDatabase} from '../helpers/postgres/databases.ts';

async function withDatabase(body: (postgres: Postgres, database: TestDatabase) => Promise<void>, other: Partial<Parameters<typeof openPostgres>[0]> = {}): Promise<void> {
	await using database = await createDatabase();
	const postgres = openPostgres({url: database.url, ...other});
	try {
		await body(postgres, database);
	} finally {
		await postgres.close();
	}
}

describe('a connection to PostgreSQL', () => {
	test('gives counts as numbers, and times as dates', async () => {
		await withDatabase(async ({query}) => {
			const rows = await query('SELECT count(*) AS n, sum(n) AS sum, timestamptz \'2026-11-22T12:00:00Z\' AS at FROM generate_series(1, 3) AS n');
			assert.deepEqual(rows, [{n: 3, sum: 6, at: new Date('2026-11-22T12:00:00Z')}]);
		});
	});

	test('commits what a transaction did, and nothing of one that threw', async () => {
		await withDatabase(async ({query, transaction}) => {
			await query('CREATE TABLE t (n int)');
			await transaction(async client => client.run('INSERT INTO t VALUES (1)'));
			await assert.rejects(transaction(async client => {
				await client.run('INSERT INTO t VALUES (2)');
				throw new Error('no');
			}), {message: 'no'});
			assert.deepEqual(await query('SELECT n FROM t'), [{n: 1}]);
		}, {max: 1});
	});

	test('writes nothing where it is for reading', async () => {
		await withDatabase(async ({query}) => {
			await assert.rejects(query('CREATE TABLE t (n int)'), {code: 'unavailable', message: 'the database can only be read'});
		}, {isReadOnly: true});
	});

	test('ends a statement that takes too long, and says so', async () => {
		await withDatabase(async ({query}) => {
			await assert.rejects(query('SELECT pg_sleep(20)'), {code: 'unavailable', message: 'the database took too long to answer'});
		}, {statementTimeout: 50});
	});

	test('goes on with another connection after the server has ended one, in the middle of a transaction, too', async () => {
		await withDatabase(async ({query, transaction}, database) => {
			await assert.rejects(transaction(async client => {
				const [{pid}] = await client.query('SELECT pg_backend_pid() AS pid') as [{pid: number}];
				await database.sql('SELECT pg_terminate_backend($1)', [pid]);
				await client.query('SELECT 1');
			}), {code: 'unavailable'});
			assert.deepEqual(await query('SELECT 1 AS one'), [{one: 1}]);
		}, {max: 1});
	});

	test('that nobody accepts is told as such, without the address', async () => {
		const postgres = openPostgres({url: `postgres://somebody@127.0.0.1:${await freePort()}/none`});
		await assert.rejects(postgres.query('SELECT 1'), {code: 'unavailable', message: 'the database refuses the connection'});
		await postgres.close();
	});

	test('that goes silent is given up in time, in a transaction too, and the next question has another', async () => {
		await using database = await createDatabase();
		const real = new URL(database.url);
		const held = new Set<Socket>();
		let isSilent = false;
		const proxy = createServer(client => {
			const server = connect(Number(real.port), real.hostname);
			held.add(client).add(server);
			client.on('error', () => undefined).pipe(server);
			server.on('error', () => undefined).on('data', (data: Uint8Array) => {
				if (!isSilent) {
					client.write(data);
				}
			});
		}).listen(0, '127.0.0.1');
		await once(proxy, 'listening');
		const through = new URL(database.url);
		through.port = String((proxy.address() as AddressInfo).port);
		const postgres = openPostgres({url: through.href, max: 1, statementTimeout: 100, isImpatient: true});
		try {
			for (const ask of [async () => postgres.query('SELECT 1 AS one'), async () => postgres.transaction(async client => client.query('SELECT 1 AS one'))]) {
				/* eslint-disable no-await-in-loop -- one after the other */
				assert.deepEqual(await ask(), [{one: 1}]);
				isSilent = true;
				const startedAt = performance.now();
				await assert.rejects(ask(), {code: 'unavailable', message: 'the database does not answer'});
				assert.ok(performance.now() - startedAt < 4500);
				isSilent = false;
				assert.deepEqual(await ask(), [{one: 1}]);
				/* eslint-enable no-await-in-loop */
			}
		} finally {
			await postgres.close();
			proxy.close();
			for (const socket of held) {
				socket.destroy();
			}
		}
	});

	test('gives the password that it is asked for, and says what is wrong with another or with none', async () => {
		await using cluster = await startCluster();
		const rules = path.join(cluster.folder, 'pg_hba.conf');
		writeFileSync(rules, `host all guarded 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`);
		const as = async (password: (() => Promise<string | undefined>) | undefined, user = 'guarded') => {
			const postgres = openPostgres({url: cluster.url('postgres', user), password});
			try {
				return await postgres.query(user === 'guarded' ? 'SELECT current_user AS name' : 'CREATE ROLE guarded LOGIN PASSWORD \'it\'\'s secret\'; SELECT pg_reload_conf()');
			} finally {
				await postgres.close();
			}
		};

		await as(undefined, 'postgres');
		assert.deepEqual(await as(async () => 'it\'s secret'), [{name: 'guarded'}]);
		await assert.rejects(as(async () => 'another'), {code: 'unavailable', message: 'the database refuses the user or the password'});
		for (const none of [undefined, async () => undefined]) {
			// eslint-disable-next-line no-await-in-loop -- one after the other
			await assert.rejects(as(none), {code: 'unavailable', message: 'the database wants a password, and there is none'});
		}
	});
});
