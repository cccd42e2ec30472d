import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {mysqlAddress} from '../../source/databases/mysql-address.ts';
import {openMysql, type Mysql, type MysqlOptions} from '../../source/databases/mysql.ts';
import {findMariadb, startMariadb, type Mariadb} from '../helpers/mariadb.ts';
import {freePort} from '../helpers/postgres/cluster.ts';

describe('the URL of a MySQL', () => {
	test('has user, host, port, database, socket and encryption', () => {
		assert.deepEqual(mysqlAddress('mysql://reader%40x@db.example:3307/shop%20a?sslmode=verify-full'), {
			host: 'db.example', port: 3307, user: 'reader@x', database: 'shop a', ssl: {rejectUnauthorized: true},
		});
		assert.deepEqual(mysqlAddress('mysql://[::1]/'), {host: '::1', port: 3306});
		assert.deepEqual(mysqlAddress('mysql:///shop?socket=/run/mysqld/mysqld.sock'), {host: 'localhost', port: 3306, database: 'shop', socketPath: '/run/mysqld/mysqld.sock'});
	});

	for (const [url, message] of [
		['mysql:', 'the URL of the database is not complete; it is to be like mysql://USER@HOST/DATABASE'],
		['mysql://h/d?multipleStatements=true', 'the URL of the database has a parameter "multipleStatements"; for MySQL there are sslmode and socket'],
		['mysql://h/d?sslmode=maybe', 'sslmode in the URL of the database is to be disable, require or verify-full'],
		['mysql://a%@h/d', 'the URL of the database has a "%" that is no escape; write it as %25'],
	] as const) {
		test(`is refused: ${url}`, () => {
			assert.throws(() => mysqlAddress(url), {code: 'invalid-request', message});
		});
	}
});

// eslint-disable-next-line node-test/no-skip-test -- not every machine has one
describe('a connection to MariaDB', {skip: typeof findMariadb() === 'string' ? 'MariaDB is not installed' : false}, () => {
	let server: Mariadb | undefined;
	before(async () => {
		server = await startMariadb();
		await server.sql('CREATE TABLE t (n bigint, name varchar(20), at timestamp(3) NULL)');
		await server.sql('INSERT INTO t VALUES (1, \'é\', \'2026-11-22 12:00:00.5\'), (9223372036854775807, NULL, NULL)');
	});
	after(async () => {
		await server?.[Symbol.asyncDispose]();
	});
	const withMysql = async (body: (mysql: Mysql) => Promise<void>, other: Partial<MysqlOptions> = {}) => {
		const mysql = openMysql({url: server?.url ?? '', statementTimeout: 5000, ...other});
		try {
			await body(mysql);
		} finally {
			await mysql.close();
		}
	};

	test('gives numbers, or text where they are too large for one, and times in UTC', async () => {
		await withMysql(async ({query}) => {
			assert.deepEqual((await query('SELECT n, name, at, ? AS value, n * 1.5 AS decimals FROM t WHERE n = 1', ['x'])).map(row => ({...row})), [
				{n: 1, name: 'é', at: '2026-11-22 12:00:00.500', value: 'x', decimals: 1.5},
			]);
			assert.deepEqual((await query('SELECT n FROM t WHERE n > 1')).map(({n}) => n), ['9223372036854775807']);
		});
	});

	test('knows where columns come from, without running anything', async () => {
		await withMysql(async ({columns}) => {
			const found = await columns('SELECT n AS number, sleep(9) AS more FROM t');
			assert.deepEqual(found.map(({name, table, column}) => [name, table, column]), [['number', 't', 'n'], ['more', '', '']]);
		}, {statementTimeout: 200});
	});

	test('writes nothing where it is asked, and one statement at a time', async () => {
		await withMysql(async ({query, run}) => {
			await assert.rejects(query('DELETE FROM t'), {code: 'unavailable', message: 'the database can only be read'});
			await assert.rejects(query('SELECT 1; DELETE FROM t'), {code: 'ER_PARSE_ERROR'});
			assert.equal(await run('UPDATE t SET name = ? WHERE n = 2', ['e']), 0);
			assert.equal(await run('UPDATE t SET name = ? WHERE n = 1', ['é']), 1);
		});
	});

	test('ends what takes too long, and says so', async () => {
		await withMysql(async ({query}) => {
			await assert.rejects(query('SELECT count(*) FROM seq_1_to_10000000000 WHERE seq % 7 = 1'), {name: 'TooSlowError', message: 'the database took too long to answer'});
			assert.deepEqual((await query('SELECT 1 AS one')).map(({one}) => one), [1]);
		}, {statementTimeout: 100, max: 1});
	});

	test('gives rows so many at a time, and may be left early', async () => {
		await withMysql(async ({query, stream}) => {
			const pages = [];
			for await (const rows of stream('SELECT seq AS n FROM seq_1_to_5', [], 2, 5000)) {
				pages.push(rows.map(({n}) => n));
			}

			assert.deepEqual(pages, [[1, 2], [3, 4], [5]]);
			const left = stream('SELECT seq AS n FROM seq_1_to_100000', [], 2, 5000)[Symbol.asyncIterator]();
			const start = await left.next();
			assert.equal(start.done === true ? undefined : start.value.length, 2);
			await left.return?.();
			assert.equal((await query('SELECT 1 AS one')).length, 1);
			await assert.rejects(stream('SELECT nowhere', [], 2, 5000)[Symbol.asyncIterator]().next(), {code: 'ER_BAD_FIELD_ERROR'});
		}, {max: 1});
	});

	test('is refused to a wrong user, and told where nobody listens, without the address', async () => {
		const url = new URL(server?.url ?? '');
		url.username = 'nobody';
		await withMysql(async ({query}) => {
			await assert.rejects(query('SELECT 1'), {code: 'unavailable', message: 'the database refuses the user or the password'});
		}, {url: url.href});
		await withMysql(async ({query}) => {
			await assert.rejects(query('SELECT 1'), {code: 'unavailable', message: 'the database refuses the connection'});
		}, {url: `mysql://test@127.0.0.1:${await freePort()}/test`});
	});
});
