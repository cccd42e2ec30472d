/** The built program on what has no URL: a file of errors, and tables of one's own. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, describe, it} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';

const root = mkdtempSync(path.join(tmpdir(), 'sync-tui-served-'));
const shop = path.join(root, 'shop.db');
const config = path.join(root, 'config.toml');
after(() => {
	rmSync(root, {recursive: true});
});

async function open(...args: readonly string[]): Promise<TestTerminal> {
	return openTerminal(process.execPath, ['build/cli.js', '--no-cache', ...args], {env: {TZ: 'UTC'}});
}

async function quit(terminal: TestTerminal): Promise<void> {
	terminal.press('q');
	assert.deepEqual(await terminal.exit, {code: 0, signal: undefined});
}

describe('a file of errors', () => {
	it('opens with its errors, to be searched and grouped', async () => {
		const file = path.join(root, 'errors.csv');
		writeFileSync(file, [
			'Record Name,Record ID,Object,Operation,Direction,Error Code,Error Message,Date',
			'Ana Pérez,L-1,Lead,Insert,Dynamics to Marketo,1007,"Duplicate key, record L-1",2026-11-22 12:01:00',
			'Bo Li,C-2,Contact,Update,Marketo to Dynamics,1003,"Value is too long",2026-11-22 12:02:00',
			'',
		].join('\n'));
		await using terminal = await open('--file', file);
		await terminal.waitFor(/2 errors[\s\S]*Bo Li +update +outbound +1003 +Value is too long\s+11-22 12:01 +Lead +Ana Pérez +insert +inbound +1007/v);
		terminal.press('/', ...'dup', 'enter');
		await terminal.waitFor(/1 of 2[\s\S]*▌ 11-22 12:01 +Lead +Ana Pérez/v);
		terminal.press('escape');
		await terminal.waitFor(/2 errors/v);
		await quit(terminal);
	});

	it('that isn\'t there is a line', async () => {
		await using terminal = await open('--file', path.join(root, 'absent.csv'));
		await terminal.waitFor(/there is no file .*absent\.csv/v);
	});
});

describe('tables of one\'s own', () => {
	before(() => {
		using database = new DatabaseSync(shop);
		database.exec(`
			CREATE TABLE outbox (id INTEGER PRIMARY KEY, what TEXT, status TEXT, created TEXT, sent TEXT, problem TEXT);
			INSERT INTO outbox VALUES (1, 'A-1', 'new', '2026-11-22 13:00:00', NULL, NULL), (2, 'A-2', 'error', '2026-11-22 12:00:00', '2026-11-22 12:01:00', 'refused')`);
		writeFileSync(config, `
[connections.orders]
database = "sqlite:shop.db"
[connections.orders.mapping]
query = "SELECT id, what AS record_id, status AS state, created AS changed_at, sent AS done_at, problem AS message FROM outbox"
states = {new = "pending", sent = "synced", error = "failed"}
constants = {object = "order", operation = "insert"}
retry = {statement = "UPDATE outbox SET status = 'new', sent = NULL WHERE id = :id AND status = 'error'"}
`);
	});

	it('show what waits and what failed, and are not written to', async () => {
		await using terminal = await open('orders', '--config', config);
		await terminal.waitFor(/▌ order +1 +0 +1 +\S/v);
		terminal.press('2');
		await terminal.waitFor(/▌ .*order +N\/A|▌ .*order .*refused/v);
		terminal.press('R');
		await terminal.waitFor(/This backend can’t retry or ignore errors/v);
		using database = new DatabaseSync(shop);
		assert.deepEqual({...database.prepare('SELECT status FROM outbox WHERE id = 2').get()}, {status: 'error'});
		await quit(terminal);
	});

	it('are written to where that is allowed, after a question', async () => {
		await using terminal = await open('orders', '--config', config, '--allow-writes');
		await terminal.waitFor(/▌ order +1 +0 +1 +\S/v);
		terminal.press('2');
		await terminal.waitFor(/▌ .*order .*refused/v);
		terminal.press('R');
		await terminal.waitFor(/Retry/v);
		terminal.press('1');
		await terminal.waitFor(/Retry A-2\?/v);
		terminal.press('y');
		await terminal.waitFor(/No record is in error/v);
		using database = new DatabaseSync(shop);
		assert.deepEqual({...database.prepare('SELECT status FROM outbox WHERE id = 2').get()}, {status: 'new'});
		await quit(terminal);
	});
});
