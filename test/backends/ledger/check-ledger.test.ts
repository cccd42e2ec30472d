import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync, closeSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, describe, test} from 'node:test';
import {checkLedger, isLeftOpen} from '../../../source/backends/ledger/check-ledger.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {LedgerOpenError} from '../../../source/backends/ledger/ledger-open-error.ts';
import {change, failed} from '../../helpers/sync-samples.ts';
import {leaveOpen} from './left-open.ts';

let folder: string;
/** Left by a kill; each test takes a copy. */
let killed: string;
before(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-check-'));
	killed = path.join(folder, 'killed.db');
	await leaveOpen(killed);
});
after(() => {
	rmSync(folder, {recursive: true});
});

function copyOfKilled(name: string): string {
	const file = path.join(folder, name);
	for (const suffix of ['', '-wal']) {
		copyFileSync(`${killed}${suffix}`, `${file}${suffix}`);
	}

	return file;
}

async function closedLedger(name: string): Promise<string> {
	const file = path.join(folder, name);
	const ledger = openLedger({file});
	await ledger.ingest.changes(Array.from({length: 200}, (_, index) => change(String(index), {recordName: 'x'.repeat(200)})));
	await ledger.ingest.results([failed('1')]);
	await ledger.close();
	return file;
}

function alter(file: string, statements: string): void {
	const connection = new DatabaseSync(file);
	connection.exec(statements);
	connection.close();
}

/** Of the file and the log beside it; none is as good as an empty one. */
const bytesOf = (file: string) => ['', '-wal'].map(suffix => existsSync(`${file}${suffix}`) ? readFileSync(`${file}${suffix}`) : Buffer.alloc(0));

/** It is told in one line that names the file and what to do, and the file is left as it is. */
async function assertDamaged(file: string, what: RegExp): Promise<void> {
	const bytes = bytesOf(file);
	await assert.rejects(checkLedger(file), (error: unknown) => {
		assert.ok(error instanceof LedgerOpenError);
		assert.equal(error.code, 'damaged');
		assert.match(error.message, what);
		assert.match(error.message, /backup/v);
		assert.ok(error.message.includes(file));
		assert.doesNotMatch(error.message, /\n/v);
		return true;
	});
	assert.deepEqual(bytesOf(file), bytes);
}

describe('a ledger', () => {
	test('that was closed does not look left open; one whose process was killed, or still has it, does', async () => {
		const file = await closedLedger('closed.db');
		assert.equal(isLeftOpen(file), false);
		assert.equal(isLeftOpen(killed), true);
		const ledger = openLedger({file});
		await ledger.ingest.changes([change('new')]);
		assert.equal(isLeftOpen(file), true);
		await ledger.close();
		assert.equal(isLeftOpen(file), false);
		assert.equal(isLeftOpen(':memory:'), false);
		assert.equal(isLeftOpen(path.join(folder, 'nowhere.db')), false);
	});

	test('is sound after a kill, and the check writes nothing, not even the log into the file', async () => {
		const file = copyOfKilled('sound.db');
		const bytes = bytesOf(file);
		const {skipped} = await checkLedger(file);
		assert.deepEqual(skipped, []);
		assert.deepEqual(bytesOf(file), bytes);
		const ledger = openLedger({file});
		const {objects} = await ledger.status();
		assert.deepEqual([objects[0]?.pending.updates, objects[0]?.failed], [100, 100]);
		await ledger.close();
	});

	test('is checked while another process writes to it, as it was at one moment', async () => {
		const ledger = openLedger({file: copyOfKilled('busy.db')});
		const checking = checkLedger(path.join(folder, 'busy.db'));
		await ledger.ingest.changes([change('meanwhile')]);
		assert.deepEqual((await checking).skipped, []);
		await ledger.close();
	});

	test('that is too large for the time is checked in part, and says what was left out', async () => {
		const {skipped} = await checkLedger(copyOfKilled('large.db'), {budget: 0});
		assert.ok(skipped.includes('error') && skipped.includes('change'));
	});

	test('that was cut short is damaged', async () => {
		const file = await closedLedger('short.db');
		truncateSync(file, 40_960);
		await assertDamaged(file, /damaged/v);
	});

	test('with a page of noise is damaged', async () => {
		const file = await closedLedger('noise.db');
		const handle = openSync(file, 'r+');
		writeSync(handle, new Uint8Array(2048).fill(0xA5), 0, 2048, (rootPageOf(file, 'change') - 1) * 4096);
		closeSync(handle);
		await assertDamaged(file, /damaged/v);
	});

	test('whose numbers are not what counting says is damaged', async () => {
		const backlog = await closedLedger('backlog.db');
		alter(backlog, 'UPDATE counter SET pending = pending + 1');
		await assertDamaged(backlog, /the backlog of lead, update, inbound is counted as 200, and there are 199/v);
		const errors = await closedLedger('errors.db');
		alter(errors, 'UPDATE counter SET failed = 7');
		await assertDamaged(errors, /the number of errors is counted as 7, and there are 1/v);
		const causes = await closedLedger('causes.db');
		alter(causes, 'UPDATE cause SET open = 0');
		await assertDamaged(causes, /the errors of cause 1 is counted as 0, and there are 1/v);
	});
});

function rootPageOf(file: string, table: string): number {
	const connection = new DatabaseSync(file, {readOnly: true});
	const row = connection.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
	connection.close();
	return Number(row?.rootpage);
}
