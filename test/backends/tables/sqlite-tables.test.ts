/** What is said of SQLite's plans. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, describe, test} from 'node:test';
import {raw} from '../../../source/backends/tables/fragment.ts';
import {sqliteScans} from '../../../source/backends/tables/plans/sqlite-scans.ts';
import {openSqlite, type Sqlite} from '../../../source/databases/sqlite.ts';

describe('the tables of an SQLite that are read whole', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-scans-'));
	let sqlite: Sqlite | undefined;
	const scans = async (question: string) => {
		assert.ok(sqlite);
		return sqliteScans(sqlite, raw(question), 10);
	};

	before(() => {
		const file = path.join(folder, 'some.db');
		const database = new DatabaseSync(file);
		const numbers = 'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000) SELECT n FROM c';
		// eslint-disable-next-line unicorn/no-unsafe-sqlite-interpolation -- SQL of our own
		database.exec(`
			CREATE TABLE job (n INTEGER); INSERT INTO job ${numbers};
			CREATE TABLE jobs (n INTEGER); CREATE INDEX jobs_n ON jobs (n); INSERT INTO jobs SELECT n FROM job;
			CREATE TABLE few (id INTEGER PRIMARY KEY); INSERT INTO few VALUES (1), (1830000000000000001);
		`);
		database.close();
		sqlite = openSqlite({file, statementTimeout: 10_000});
	});
	after(async () => {
		await sqlite?.close();
		rmSync(folder, {recursive: true});
	});

	test('are counted, no further than it matters', async () => {
		assert.deepEqual(await scans('SELECT * FROM job ORDER BY n'), [{table: 'job', rows: 100, columns: [], quoted: '"job"'}]);
		assert.deepEqual(await scans('SELECT * FROM few'), []);
	});

	test('aren\'t those that an index is read of, nor such whose names begin alike', async () => {
		assert.deepEqual(await scans('SELECT n FROM jobs ORDER BY n'), []);
	});
});
