import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, describe, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {openSqlite, type Sqlite} from '../../source/databases/sqlite.ts';

const endless = 'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c';

describe('a connection to an SQLite file', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-sqlite-'));
	const file = path.join(folder, 'some.db');
	let sqlite: Sqlite | undefined;
	const opened = () => {
		assert.ok(sqlite);
		return sqlite;
	};

	before(() => {
		const database = new DatabaseSync(file);
		database.exec('CREATE TABLE t (n INTEGER, name TEXT); INSERT INTO t VALUES (1, \'É\'), (9223372036854775807, NULL)');
		database.close();
		sqlite = openSqlite({file, statementTimeout: 100});
	});
	after(async () => {
		await sqlite?.close();
		rmSync(folder, {recursive: true});
	});

	test('gives numbers, or text where they are too large for one', async () => {
		assert.deepEqual(await opened().query('SELECT n, name, ? AS value FROM t', ['x']), [{n: 1, name: 'É', value: 'x'}, {n: '9223372036854775807', name: null, value: 'x'}]);
	});

	test('knows where columns come from, without running anything', async () => {
		assert.deepEqual(await opened().columns('SELECT n AS number, n + 1 AS more FROM t'), [{name: 'number', table: 't', column: 'n'}, {name: 'more', table: null, column: null}]);
		assert.deepEqual(await opened().columns(endless), [{name: 'n', table: null, column: null}]);
	});

	test('folds letters of all scripts', async () => {
		assert.deepEqual(await opened().query('SELECT sync_tui_fold(name) AS name FROM t'), [{name: 'é'}, {name: null}]);
	});

	test('writes nothing where it is asked, and something where it is told to', async () => {
		for (const text of ['DELETE FROM t', 'DROP TABLE t', 'CREATE TABLE other (n)', 'PRAGMA user_version = 5']) {
			await assert.rejects(opened().query(text), {code: 'unavailable', message: 'the database can only be read'}, text); // eslint-disable-line no-await-in-loop -- one file
		}

		assert.equal(await opened().run('UPDATE t SET name = ? WHERE n = ?', ['é', 1]), 1);
		assert.deepEqual(await opened().query('SELECT name FROM t WHERE n = 1'), [{name: 'é'}]);
	});

	test('gives the rows of one moment so many at a time, whoever writes meanwhile', async () => {
		const pages = [];
		for await (const rows of opened().stream('SELECT n FROM t ORDER BY n', [], 1)) {
			if (pages.length === 0) {
				assert.deepEqual(await opened().query('SELECT 1 AS one'), [{one: 1}]);
			}

			pages.push(rows.map(({n}) => n));
		}

		assert.deepEqual(pages, [[1], ['9223372036854775807']]);
	});

	test('ends a stream with its last row, however many rows a page has', async () => {
		for (const limit of [1, 2, 3]) {
			const pages = [];
			// eslint-disable-next-line no-await-in-loop -- one file
			for await (const rows of opened().stream('SELECT n FROM t', [], limit)) {
				pages.push(rows.length);
				assert.ok(pages.length <= 2);
			}

			assert.deepEqual(pages, limit === 1 ? [1, 1] : [2]);
		}
	});

	test('ends a stream after the time of streams, whatever a question may take', async () => {
		const hurried = openSqlite({file, statementTimeout: 60_000, streamTimeout: 1});
		try {
			const pages = hurried.stream(endless, [], 1)[Symbol.asyncIterator]();
			await assert.rejects(pages.next(), {name: 'TooSlowError'});
		} finally {
			await hurried.close();
		}
	});

	test('ends the process that reads, also where whoever asks is gone before it listens', async () => {
		const program = fileURLToPath(new URL('../../source/databases/sqlite-process.ts', import.meta.url));
		const readers = Array.from({length: 4}, () => fork(program, [file, 'read', '0'], {execArgv: ['--disable-warning=ExperimentalWarning'], serialization: 'advanced'}));
		const ends = readers.map(async reader => once(reader, 'exit'));
		for (const reader of readers) {
			reader.send({kind: 'all', text: endless, values: [], limit: 0});
			reader.disconnect();
		}

		await Promise.race([Promise.all(ends), pause(10_000, undefined, {ref: false})]);
		const left = readers.filter(({exitCode, signalCode}) => exitCode === null && signalCode === null);
		for (const reader of left) {
			reader.kill('SIGKILL');
		}

		assert.equal(left.length, 0);
	});

	test('ends what takes too long, and answers what is asked afterwards and was asked meanwhile', async () => {
		const slow = opened().query(endless);
		const next = opened().query('SELECT 1 AS one');
		await assert.rejects(slow, {name: 'TooSlowError', code: 'unavailable', message: 'the database took too long to answer'});
		assert.deepEqual(await next, [{one: 1}]);
	});

	test('says what is wrong with a statement in the words of SQLite', async () => {
		await assert.rejects(opened().query('SELECT nowhere FROM t'), {name: 'SqliteError', message: 'no such column: nowhere'});
	});

	test('that was closed says so', async () => {
		const other = openSqlite({file, statementTimeout: 5000});
		const asking = other.query(endless);
		await other.close();
		await assert.rejects(asking, {code: 'unavailable', message: 'the database was closed'});
		await assert.rejects(other.query('SELECT 1'), {code: 'unavailable', message: 'the database was closed'});
	});
});
