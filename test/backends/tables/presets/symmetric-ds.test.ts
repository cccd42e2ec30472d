import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import {engineOf} from './engine-of.ts';
import type {EngineRecord} from './engines/engine.ts';
import {symmetricDsEngine} from './engines/symmetric-ds.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

const mapping = presetNamed('symmetric-ds').mapping();
const record: EngineRecord = {
	object: 'item', recordId: 'A-1', recordName: 'Ana', operation: 'insert', direction: 'outbound', state: 'pending',
	changedAt: '2026-11-22T11:00:00Z', doneAt: null, code: null, message: null,
};
const failed: EngineRecord = {...record, state: 'failed', doneAt: '2026-11-22T12:00:00Z', code: '23505', message: 'duplicate key'};

describe('symmetric-ds', () => {
	const open = engineOf(symmetricDsEngine);

	test('of a batch in error, the change that it names has failed, and the others wait', async () => {
		const engine = open();
		const {database} = engine;
		await engine.write([failed, {...record, recordId: 'A-2', operation: 'update'}]);
		await database.sql('UPDATE sym_data_event SET batch_id = 1 WHERE data_id = 2');
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'failed'), 'record_id', 'code', 'message'), [['A-1', '23505', 'duplicate key']]);
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'pending'), 'record_id'), [['A-2']]);
		await database.sql('UPDATE sym_outgoing_batch SET failed_data_id = 0');
		assert.deepEqual(columnsOf(await rowsOf(database, mapping, 'failed'), 'record_id'), [['A-1'], ['A-2']]);
		assert.deepEqual(await rowsOf(database, mapping, 'pending'), []);
	});

	test('a batch that is tried again stays in error until it went through', async () => {
		const engine = open();
		await engine.write([failed]);
		await engine.database.sql('UPDATE sym_outgoing_batch SET status = \'SE\'');
		assert.equal((await rowsOf(engine.database, mapping, 'failed')).length, 1);
		await engine.database.sql('UPDATE sym_outgoing_batch SET status = \'OK\', error_flag = 0');
		assert.equal((await rowsOf(engine.database, mapping, 'failed')).length, 0);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'done'), 'state'), [['synced']]);
	});

	for (const [why, change] of [
		['a batch that was skipped by hand', 'UPDATE sym_outgoing_batch SET status = \'OK\''],
		['a batch that is ignored', 'UPDATE sym_outgoing_batch SET status = \'IG\''],
		['what is for no node', 'UPDATE sym_outgoing_batch SET status = \'OK\', error_flag = 0, node_id = \'-1\''],
		['SymmetricDS\' own tables', 'UPDATE sym_data SET channel_id = \'heartbeat\''],
	] as const) {
		test(`${why} is neither backlog nor error nor synced`, async () => {
			const engine = open();
			await engine.write([failed]);
			await engine.database.sql(change);
			for (const part of ['pending', 'failed', 'done'] as const) {
				assert.deepEqual(await rowsOf(engine.database, mapping, part), [], part); // eslint-disable-line no-await-in-loop -- one connection
			}
		});
	}

	test('what was captured and not routed yet waits, once', async () => {
		const engine = open();
		await engine.database.sql(`
			INSERT INTO sym_data (data_id, table_name, event_type, row_data, trigger_hist_id, channel_id, create_time)
			VALUES (1000000, 'item', 'I', '"A-9","Ana"', 1, 'default', '2026-11-22 11:00'), (1000001, 'item', 'R', NULL, 99, 'default', '2026-11-22 11:01')
		`);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'record_id', 'operation', 'changed_at'), [
			['A-9', 'insert', '2026-11-22T11:00:00Z'], ['data_id 1000001', 'reload', '2026-11-22T11:01:00Z'],
		]);
	});

	test('a change goes to each node on its own', async () => {
		const engine = open();
		await engine.write([record]);
		await engine.database.sql(`
			INSERT INTO sym_outgoing_batch (batch_id, node_id, channel_id, status, error_flag) VALUES (2, 'store-9', 'default', 'OK', 0);
			INSERT INTO sym_data_event (data_id, batch_id) VALUES (1, 2);
		`);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'id', 'record_name'), [['1-1-store-1', 'to store-1']]);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'done'), 'id'), [['1-2-store-9']]);
	});

	test('what this node couldn\'t load is an inbound error', async () => {
		const engine = open();
		await engine.write([{...failed, direction: 'inbound', recordId: 'B-1'}]);
		assert.deepEqual(
			columnsOf(await rowsOf(engine.database, mapping, 'failed'), 'object', 'record_id', 'record_name', 'operation', 'direction', 'code', 'message', 'done_at'),
			[['item', 'B-1', 'from store-2', 'insert', 'inbound', '23505', 'duplicate key', '2026-11-22T12:00:00Z']],
		);
	});

	test('a key of several columns is shown as it was captured', async () => {
		const engine = open();
		await engine.write([{...record, operation: 'update'}, record]);
		await engine.database.sql('UPDATE sym_data SET pk_data = \'"1","2"\' WHERE data_id = 1; UPDATE sym_trigger_hist SET pk_column_names = \'id,name\'');
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'record_id'), [['"1","2"'], ['data_id 2']]);
	});

	test('tables may be in a schema and have another prefix', async () => {
		const engine = open();
		await engine.database.sql(`
			CREATE SCHEMA "My Sync";
			${['data', 'data_event', 'data_gap', 'trigger_hist', 'outgoing_batch', 'incoming_batch', 'incoming_error']
				.map(name => `ALTER TABLE sym_${name} RENAME TO acme_${name}; ALTER TABLE acme_${name} SET SCHEMA "My Sync";`).join('\n')}
		`);
		assert.deepEqual(await rowsOf(engine.database, presetNamed('symmetric-ds').mapping({schema: 'My Sync', prefix: 'acme'}), 'pending'), []);
	});
});
