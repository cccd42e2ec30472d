/** Two built servers over one PostgreSQL, killed by turns (SIGKILL). `npm run bench -- postgres-kill` does the same for a minute. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {runKillPair} from '../../bench/kill-pair.ts';
import {createDatabase} from '../helpers/postgres/databases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-kill-'));
after(() => {
	rmSync(folder, {recursive: true});
});

describe('two servers over one database, of which one is killed,', () => {
	test('have everything that they acknowledged, once', async () => {
		await using database = await createDatabase();
		const {differences, acknowledged, kept, batches} = await runKillPair({program: 'build/cli.js', database: database.url, folder, writers: 4, kills: 4, interval: 300});
		assert.deepEqual(differences, []);
		assert.equal(kept, acknowledged);
		assert.ok(batches > 0, String(batches));
	});
});
