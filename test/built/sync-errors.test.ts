/** Sync Errors from end to end: the built dashboard on a real terminal, our own server, a ledger. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openLedger} from '../../source/backends/ledger/ledger.ts';
import {startServer} from '../helpers/real-server.ts';
import {change, failed} from '../helpers/sync-samples.ts';
import {openTerminal} from '../helpers/terminal.ts';

const program = 'build/cli.js';
const records = 300;

/** 300 records in error: every third is a contact with another cause; each a second after the one before. */
async function desk(...flags: readonly string[]) {
	const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-errors-'));
	const ledger = openLedger({file: ':memory:'});
	const start = Date.now() - records * 1000;
	const numbers = Array.from({length: records}, (_, number) => number);
	await ledger.ingest.changes(numbers.map(number => change(String(number), {object: number % 3 === 0 ? 'contact' : 'lead', operation: 'insert'})));
	await ledger.ingest.results(numbers.map(number => failed(String(number), {
		at: new Date(start + number * 1000).toISOString(),
		...(number % 3 === 0
			? {code: '1004', message: `Lead not found for contact ${number}`}
			: {code: '0x80040333', message: `Duplicate of record ${number + 5000}`}),
	})));
	const server = await startServer(ledger);
	const home = path.join(folder, 'home');
	const reopen = async () => {
		const terminal = await openTerminal(process.execPath, [path.resolve(program), '--url', server.url, ...flags], {cols: 120, rows: 24, home});
		await terminal.waitFor(/▌ /v);
		return terminal;
	};

	const terminal = await reopen();
	terminal.press('2');
	await terminal.waitFor('300 errors');
	return {
		terminal, ledger, folder, reopen,
		async [Symbol.asyncDispose]() {
			await terminal[Symbol.asyncDispose]();
			await server.close();
			await ledger.close();
			await rm(folder, {recursive: true});
		},
	};
}

describe('Sync Errors on a ledger', () => {
	it('filters while one types, with completion, and says how many of all', async () => {
		await using at = await desk();
		at.terminal.type('/ob');
		at.terminal.press('tab');
		await at.terminal.waitFor('object:');
		at.terminal.type('con');
		at.terminal.press('tab');
		await at.terminal.waitFor(/100 of 300 {3}\[object:contact\]/v);
		at.terminal.type('"contact 27');
		await at.terminal.waitFor(/5 of 300/v);
		at.terminal.press('enter', 'escape');
		await at.terminal.waitFor('300 errors');
	});

	it('goes to the end of the list and back, reading only what is looked at', async () => {
		await using at = await desk();
		at.terminal.press('end');
		await at.terminal.waitFor('300 of 300');
		await at.terminal.waitFor(/^▌ .*Lead not found for contact 0$/mv);
		at.terminal.press('home');
		await at.terminal.waitFor(/^▌ .*record 5299$/mv);
		await at.terminal.waitFor(' 1 of 300');
	});

	it('groups by cause, and opens a cause as a filter', async () => {
		await using at = await desk();
		at.terminal.press('g');
		await at.terminal.waitFor(/▌ +200 +0x80040333 +lead .*Duplicate of record …/v);
		await at.terminal.waitFor(/ 100 {2}1004 +contact .*Lead not found for c/v);
		at.terminal.press('down', 'enter');
		await at.terminal.waitFor(/100 of 300.*\[code:1004\]/v);
		at.terminal.press('escape');
		await at.terminal.waitFor('Errors by cause');
	});

	it('retries the marked errors: they leave the list and are on the backlog again', async () => {
		await using at = await desk();
		at.terminal.type('  R');
		await at.terminal.waitFor('m the 2 marked');
		at.terminal.type('my');
		await at.terminal.waitFor(/Retry {3}2 put back on the backlog\./v);
		at.terminal.press('escape');
		await at.terminal.waitFor('298 errors');
		const {objects} = await at.ledger.status();
		assert.equal(objects.reduce((sum, {pending}) => sum + Number(pending.inserts), 0), 2);
		assert.equal((await at.ledger.ingest.retries({limit: 100})).items.length, 2);
	});

	it('ignores all that match, after a question with their number', async () => {
		await using at = await desk();
		at.terminal.type('/code:1004');
		await at.terminal.waitFor('100 of 300');
		at.terminal.press('enter');
		at.terminal.type('Ia');
		await at.terminal.waitFor('Ignore all 100 that match?');
		at.terminal.type('y');
		await at.terminal.waitFor('100 taken off the list.');
		at.terminal.press('escape');
		await at.terminal.waitFor('200 errors');
	});

	it('only reads with --read-only', async () => {
		await using at = await desk('--read-only');
		at.terminal.type('R');
		await at.terminal.waitFor('started with --read-only');
	});

	it('exports what the filter shows, asks before it overwrites, and names a folder that isn’t there', async () => {
		await using at = await desk();
		const file = path.join(at.folder, 'contacts.csv');
		writeFileSync(file, 'precious');
		const write = async (name: string) => {
			at.terminal.type('E');
			await at.terminal.waitFor('Export to:');
			at.terminal.press('ctrl-u');
			at.terminal.type(name);
			at.terminal.press('enter');
		};

		at.terminal.type('/object:contact');
		await at.terminal.waitFor('100 of 300');
		at.terminal.press('enter');
		await write(file);
		await at.terminal.waitFor('exists.');
		assert.equal(readFileSync(file, 'utf8'), 'precious');
		at.terminal.type('o');
		await at.terminal.waitFor('100 errors written to');
		const lines = readFileSync(file, 'utf8').split('\r\n');
		assert.equal(lines.length, 102, 'a heading, 100 errors, and the end of the last line');
		assert.match(lines[1] ?? '', /Lead not found for contact 297/v);
		assert.equal(statSync(file).mode % 0o1000, 0o600);
		const {filter, count} = JSON.parse(readFileSync(`${file}.meta.json`, 'utf8')) as {filter: string; count: number};
		assert.deepEqual({filter, count}, {filter: 'object:contact', count: 100});
		await write(path.join(at.folder, 'nowhere', 'x.csv'));
		await at.terminal.waitFor(/folder/v);
		assert.ok(!existsSync(path.join(at.folder, 'nowhere')));
	});

	it('remembers the filter, and shows it again with the next run', async () => {
		await using at = await desk();
		at.terminal.type('/code:1004');
		at.terminal.press('enter');
		await at.terminal.waitFor('100 of 300');
		at.terminal.type('q');
		await at.terminal.exit;
		await using next = await at.reopen();
		next.press('2');
		await next.waitFor(/100 of 300 {3}\[code:1004\]/v);
		next.type('/');
		next.press('ctrl-u', 'up');
		await next.waitFor('/code:1004');
	});
});
