/** A ledger that an earlier version wrote opens, and answers as before. */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {after, before, test} from 'node:test';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {schemaVersion} from '../../../source/backends/ledger/open-database.ts';
import {
	change, errorsQuery, failed, filter, ms, now, synced,
} from '../../helpers/sync-samples.ts';
import {assertInStep} from './assert-in-step.ts';
import {schema1} from './schema-1.ts';

let folder: string;
before(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-upgrade-'));
});
after(() => {
	rmSync(folder, {recursive: true});
});

/** Two open errors of the same ms, one resolved since, one change pending; the second error failed twice. */
function makeVersion1(file: string): void {
	const connection = new DatabaseSync(file);
	connection.exec(schema1);
	connection.exec(`
		INSERT INTO setting VALUES ('createdAt', '1795352841000');
		INSERT INTO object VALUES (1, 'lead', 'Lead', 0);
		INSERT INTO counter VALUES (1, 1, 'update', 'inbound', 1, 2);
		INSERT INTO change (change_id, id, counter_id, record_id, record_name, changed_at, state) VALUES
			(1, 'a', 1, 'A', 'Ana', 0, 'failed'), (2, 'b', 1, 'B', NULL, 0, 'failed'), (3, 'c', 1, 'C', 'Carla', 0, 'synced'), (4, 'd', 1, 'D', 'Dora', 0, 'pending');
	`);
	const at = ms('2026-11-22T12:30:00Z');
	const add = connection.prepare(`
		INSERT INTO error (error_id, object, operation, direction, record_id, record_name, code, message, occurred_at, first_seen_at, attempts, state, search, payload)
		VALUES (?, 'lead', 'update', 'inbound', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	`);
	add.run(1, 'A', 'Ana', '1007', 'Multiple leads match', at, at, 1, 'open', 'a\u{1F}ana\u{1F}1007\u{1F}multiple leads match', '{"email":"ana@example.com"}');
	add.run(2, 'B', null, null, null, at, at - 60_000, 2, 'open', 'b\u{1F}\u{1F}\u{1F}', null);
	add.run(3, 'C', 'Carla', '1003', 'Invalid', at, at, 1, 'resolved', 'c\u{1F}carla\u{1F}1003\u{1F}invalid', null);
	connection.prepare('INSERT INTO earlier_failure VALUES (2, 1, ?, \'1004\', \'Lead not found\')').run(at - 60_000);
	connection.close();
}

test('a ledger of version 1 is brought up to date as it is opened, and loses nothing', async () => {
	const file = path.join(folder, 'version-1.db');
	makeVersion1(file);
	const ledger = openLedger({file, clock: () => now});
	const {items, total} = await ledger.errors(errorsQuery());
	assert.deepEqual(items.map(({id}) => id), ['e-2', 'e-1']);
	assert.equal(total, 2);
	assert.deepEqual((await ledger.errors(errorsQuery({q: ['LEADS match'], code: ['1007']}))).items.map(({recordName}) => recordName), ['Ana']);
	const {payload, occurredAt} = await ledger.error('e-1');
	assert.deepEqual([payload, occurredAt], [{email: 'ana@example.com'}, '2026-11-22T12:30:00.000Z']);
	const {history, attempts} = await ledger.error('e-2');
	assert.deepEqual([history?.map(({message}) => message), attempts], [['Lead not found'], 2]);
	assert.equal((await ledger.error('e-3')).state, 'resolved');
	assert.deepEqual((await ledger.errorFacets(filter())).code, [{value: null, count: 1, message: null}, {value: '1007', count: 1, message: 'Multiple leads match'}]);
	const [{pending, failed: inError} = {}] = (await ledger.status()).objects;
	assert.deepEqual([pending?.updates, inError], [1, 2]);
	assert.deepEqual(await ledger.ingest.results([synced('a'), failed('b'), synced('c')]), {accepted: 2, duplicates: 1, unknown: []});
	assert.deepEqual(await ledger.ingest.changes([change('d')]), {accepted: 0, duplicates: 1});
	await ledger.close();
	const connection = new DatabaseSync(file, {readOnly: true});
	assertInStep(connection);
	connection.close();
	const again = openLedger({file});
	assert.deepEqual((await again.errors(errorsQuery())).items.map(({id}) => id), ['e-2']);
	await again.close();
});

test('a version 1 that cannot be brought up to date stays as it was', () => {
	const file = path.join(folder, 'odd.db');
	makeVersion1(file);
	const odd = new DatabaseSync(file);
	odd.exec('CREATE TABLE open_error (position)');
	odd.close();
	assert.throws(() => openLedger({file}), /already exists/v);
	const connection = new DatabaseSync(file);
	assert.deepEqual({...connection.prepare('SELECT count(*) AS errors FROM error WHERE search IS NOT NULL').get()}, {errors: 3});
	assert.notEqual(Object.values(connection.prepare('PRAGMA user_version').get() ?? {})[0], schemaVersion);
	connection.close();
});
