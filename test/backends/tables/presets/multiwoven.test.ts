import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import {engineOf} from './engine-of.ts';
import type {PresetEngine} from './engines/engine.ts';
import {multiwovenEngine} from './engines/multiwoven.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

const mapping = presetNamed('multiwoven').mapping();

async function withRecord(engine: PresetEngine) {
	await engine.write([{
		object: 'Customers', recordId: 'C-1', recordName: null, operation: 'update', direction: 'inbound', state: 'pending',
		changedAt: '2026-11-22T11:00:00Z', doneAt: null, code: null, message: null,
	}]);
	return engine;
}

describe('multiwoven', () => {
	const open = engineOf(multiwovenEngine);

	test('a sync without a name goes by its model and its id', async () => {
		const engine = await withRecord(open());
		await engine.database.sql('UPDATE syncs SET name = NULL');
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping, 'pending'), 'object'), [['model #1']]);
	});

	test('a sync that was discarded is gone', async () => {
		const engine = await withRecord(open());
		await engine.database.sql('UPDATE syncs SET discarded_at = now()');
		assert.deepEqual(await rowsOf(engine.database, mapping, 'pending'), []);
	});

	test('a record that changes again is in the backlog again, and no longer among what was synced', async () => {
		const engine = await withRecord(open());
		await engine.database.sql('UPDATE sync_records SET status = 1');
		assert.equal((await rowsOf(engine.database, mapping, 'done')).length, 1);
		await engine.database.sql('UPDATE sync_records SET status = 0');
		assert.equal((await rowsOf(engine.database, mapping, 'pending')).length, 1);
		assert.equal((await rowsOf(engine.database, mapping, 'done')).length, 0);
	});

	test('there is no documented way to retry', () => {
		assert.equal(mapping.retry, undefined);
	});
});
