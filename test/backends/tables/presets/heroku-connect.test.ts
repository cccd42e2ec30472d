import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import {act} from './act.ts';
import {engineOf} from './engine-of.ts';
import type {PresetEngine} from './engines/engine.ts';
import {herokuConnectEngine} from './engines/heroku-connect.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

const {mapping} = presetNamed('heroku-connect');

/** Two failed changes: 1 in the archive, 2 still in the log. */
async function withFailures(engine: PresetEngine) {
	await engine.write([1, 2].map(index => ({
		object: 'contact', recordId: String(index), recordName: '0035g00000XYZ', operation: 'update', direction: 'outbound', state: 'failed',
		changedAt: '2026-11-22T11:00:00Z', doneAt: '2026-11-22T12:00:00Z', code: null, message: 'entity is deleted',
	})));
	return engine;
}

describe('heroku-connect', () => {
	const open = engineOf(herokuConnectEngine);

	test('what is sent together with another change is synced; what nobody has to send is neither', async () => {
		const engine = await withFailures(open());
		await engine.database.sql('UPDATE salesforce._trigger_log_archive SET state = \'MERGED\'');
		const states = {MERGED: 'synced', IGNORED: 'skipped', READONLY: 'skipped', REQUEUED: 'skipped'};
		for (const [state, expected] of Object.entries(states)) {
			await engine.database.sql('UPDATE salesforce._trigger_log_archive SET state = $1', [state]); // eslint-disable-line no-await-in-loop -- one connection
			const rows = await rowsOf(engine.database, mapping(), 'done'); // eslint-disable-line no-await-in-loop
			assert.deepEqual(columnsOf(rows, 'id', 'state'), [[1, expected], [2, 'failed']]);
		}
	});

	test('with merged writes, a retry makes a failed change new; of one in the archive a copy', async () => {
		const engine = await withFailures(open());
		const {database} = engine;
		await database.sql('SELECT setval(\'salesforce._trigger_log_id_seq\', 100)');
		const merged = mapping({writes: 'merged'});
		await act(database, merged.retry, 1);
		await act(database, merged.retry, 2);
		assert.deepEqual(columnsOf(await rowsOf(database, merged, 'pending'), 'id', 'object', 'record_id', 'record_name', 'operation', 'changed_at'), [
			[2, 'contact', 2, '0035g00000XYZ', 'update', '2026-11-22T11:00:00Z'],
			[101, 'contact', 1, '0035g00000XYZ', 'update', '2026-11-22T11:00:00Z'],
		]);
		assert.deepEqual(await rowsOf(database, merged, 'failed'), []);
		// Twice is once.
		await act(database, merged.retry, 1);
		assert.equal((await rowsOf(database, merged, 'pending')).length, 2);
	});

	test('with merged writes, an ignored change is off the list', async () => {
		const engine = await withFailures(open());
		const merged = mapping({writes: 'merged'});
		await act(engine.database, merged.ignore, 1);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, merged, 'failed'), 'id'), [[2]]);
	});

	test('with ordered writes, Heroku has other ways: nothing is offered', () => {
		assert.deepEqual([mapping().retry, mapping().ignore], [undefined, undefined]);
	});

	test('a schema may have any name', async () => {
		const engine = await withFailures(open());
		await engine.database.sql('ALTER SCHEMA salesforce RENAME TO "sale""s; DROP"');
		assert.equal((await rowsOf(engine.database, mapping({schema: 'sale"s; DROP'}), 'failed')).length, 2);
	});
});
