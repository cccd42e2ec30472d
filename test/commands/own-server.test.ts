import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {openLedger} from '../../source/backends/ledger/ledger.ts';
import {change} from '../helpers/sync-samples.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-own-'));
after(() => {
	rmSync(folder, {recursive: true, force: true});
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => spawnSync(process.execPath, ['--import=tsx', 'source/cli.ts', ...args], {
	encoding: 'utf8', env: {...process.env, XDG_CONFIG_HOME: folder, ...env},
});

describe('a server of our own', () => {
	it('answers for a ledger that is named by its file', async () => {
		const file = path.join(folder, 'ledger.db');
		const ledger = openLedger({file});
		await ledger.ingest.changes([change('1'), change('2')]);
		await ledger.close();
		const {status, stdout, stderr} = run(['status', '--json', '--database', `sqlite:${file}`]);
		assert.deepEqual([status, stderr], [0, '']);
		const {objects} = JSON.parse(stdout) as {objects: Array<{pending: unknown}>};
		assert.deepEqual(objects.map(({pending}) => pending), [{inserts: 0, updates: 2, deletes: null}]);
	});

	it('says in one line why it ended', () => {
		const {status, stdout, stderr} = run(['status', '--database', 'sqlite:/nowhere/ledger.db']);
		assert.deepEqual([status, stdout], [1, '']);
		assert.match(stderr, /^sync-tui status: sqlite:\/nowhere\/ledger\.db: the server for it ended: [^\n]*\n$/v);
	});
});
