
import assert from 'node:assert/strict';
import {
	mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	after, before, describe, test,
} from 'node:test';
import {DatabaseSync} from 'node:sqlite';
import {LedgerOpenError} from '../../../source/backends/ledger/ledger-open-error.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {openDatabase, schemaVersion} from '../../../source/backends/ledger/open-database.ts';
import {
	change, errorsQuery, failed, now, synced,
} from '../../helpers/sync-samples.ts';

let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-ledger-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

const file = (name: string) => path.join(folder, name);
const database = (name: string, statements: string) => {
	const connection = new DatabaseSync(file(name));
	connection.exec(statements);
	connection.close();
};

/** The message is one line that names the file. */
const assertRefused = (name: string, code: string) => {
	assert.throws(() => openLedger({file: file(name)}), (error: unknown) => {
		assert.ok(error instanceof LedgerOpenError);
		assert.equal(error.code, code);
		assert.ok(error.message.includes(file(name)));
		assert.doesNotMatch(error.message, /\n/v);
		return true;
	});
};

describe('a ledger in a file', () => {
	test('keeps all that it was told', async () => {
		const clock = () => now;
		const first = openLedger({file: file('kept.db'), clock});
		await first.ingest.describe({name: 'crm-prod', objects: [{object: 'lead', label: 'Lead'}]});
		await first.ingest.changes([change('1'), change('2'), change('3')]);
		await first.ingest.results([synced('1'), failed('2', {payload: {a: 1}})]);
		const told = [await first.service(), await first.status(), await first.errors(errorsQuery())];
		await first.close();
		const second = openLedger({file: file('kept.db'), clock});
		assert.deepEqual([await second.service(), await second.status(), await second.errors(errorsQuery())], told);
		assert.deepEqual(await second.ingest.changes([change('1')]), {accepted: 0, duplicates: 1});
		await second.close();
	});

	test('waits for the disk at each commit: what was acknowledged outlives a power cut', () => {
		const connection = openDatabase(file('synced.db'), now);
		const FULL = 2;
		assert.equal(connection.prepare('PRAGMA synchronous').get()?.synchronous, FULL);
		assert.equal(connection.prepare('PRAGMA journal_mode').get()?.journal_mode, 'wal');
		connection.close();
	});

	test('is its owner\'s alone', async () => {
		const ledger = openLedger({file: file('private.db')});
		await ledger.ingest.changes([change('1')]);
		for (const name of ['private.db', 'private.db-wal']) {
			assert.equal(statSync(file(name)).mode % 0o1000, 0o600);
		}

		await ledger.close();
	});

	test('may begin as an empty file', async () => {
		writeFileSync(file('empty.db'), '');
		const ledger = openLedger({file: file('empty.db')});
		const {objects} = await ledger.status();
		assert.deepEqual(objects, []);
		await ledger.close();
	});

	test('is open to a second process, which sees what the first one writes', async () => {
		const first = openLedger({file: file('shared.db')});
		const second = openLedger({file: file('shared.db')});
		await first.ingest.changes([change('1')]);
		assert.deepEqual(await second.ingest.changes([change('1'), change('2')]), {accepted: 1, duplicates: 1});
		const {objects} = await first.status();
		assert.equal(objects[0]?.pending.updates, 2);
		await first.close();
		await second.close();
	});

	test('undoes a batch that cannot be taken whole, and takes the next one', async () => {
		const ledger = openLedger({file: file('whole.db')});
		// What the contract's schema would have refused comes here past it.
		await assert.rejects(ledger.ingest.changes([change('1'), change('2', {changedAt: 'yesterday'})]), /NOT NULL/v);
		const {objects} = await ledger.status();
		assert.deepEqual(objects, []);
		assert.deepEqual(await ledger.ingest.changes([change('1')]), {accepted: 1, duplicates: 0});
		await ledger.close();
	});

	test('has the names that it was opened with until the engine says others', async () => {
		const ledger = openLedger({file: ':memory:', defaults: {name: 'crm', source: 'Dynamics'}});
		await ledger.ingest.describe({name: 'crm-prod'});
		const {name, source, target} = await ledger.service();
		assert.deepEqual([name, source, target], ['crm-prod', {name: 'Dynamics'}, null]);
		await ledger.close();
	});
});

describe('what cannot be opened', () => {
	test('is text, not a database, and stays as it was', () => {
		const text = 'Not a database, but long enough to be asked for its header.\n'.repeat(20);
		writeFileSync(file('text.db'), text);
		assertRefused('text.db', 'not-a-database');
		assert.equal(readFileSync(file('text.db'), 'utf8'), text);
	});

	test('is the database of another program, and stays as it was', () => {
		database('foreign.db', 'CREATE TABLE song (title TEXT)');
		const bytes = readFileSync(file('foreign.db'));
		assertRefused('foreign.db', 'foreign');
		assert.deepEqual(readFileSync(file('foreign.db')), bytes);
	});

	test('is a ledger of a later version', async () => {
		await openLedger({file: file('newer.db')}).close();
		database('newer.db', `PRAGMA user_version = ${schemaVersion + 1}`);
		assertRefused('newer.db', 'newer');
	});

	test('is in a folder that does not exist', () => {
		assertRefused('nowhere/ledger.db', 'unreachable');
	});

	test('is a folder', () => {
		mkdirSync(file('folder.db'));
		assertRefused('folder.db', 'unreachable');
	});
});
