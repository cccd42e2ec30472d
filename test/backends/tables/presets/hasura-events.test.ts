import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {presetNamed} from '../../../../source/backends/tables/presets/presets.ts';
import {act} from './act.ts';
import {engineOf} from './engine-of.ts';
import type {EngineRecord} from './engines/engine.ts';
import {hasuraEventsEngine} from './engines/hasura-events.ts';
import {columnsOf, rowsOf} from './rows-of.ts';

const {mapping} = presetNamed('hasura-events');
const failed: EngineRecord = {
	object: 'on_customer', recordId: 'C-1', recordName: null, operation: 'delete', direction: 'inbound', state: 'failed',
	changedAt: '2026-11-22T11:00:00Z', doneAt: '2026-11-22T12:00:00Z', code: '500', message: 'first',
};

describe('hasura-events', () => {
	const open = engineOf(hasuraEventsEngine);

	test('an error is told as the last try was answered: by a body, or by why there was none', async () => {
		const engine = open();
		await engine.write([failed]);
		await engine.database.sql(`
			INSERT INTO hdb_catalog.event_invocation_logs (event_id, status, response, created_at)
			VALUES ('event-1', 422, '{"type": "webhook_response", "data": {"body": "unknown customer", "status": 422}}', '2026-11-22 12:30')
		`);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'failed'), 'record_id', 'record_name', 'operation', 'done_at', 'code', 'message'), [
			['C-1', 'public.customers', 'delete', '2026-11-22T12:30:00Z', '422', 'unknown customer'],
		]);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'done'), 'state', 'done_at'), [['failed', '2026-11-22T12:30:00Z']]);
	});

	test('without the log of its tries an error is still one', async () => {
		const engine = open();
		await engine.write([failed]);
		await engine.database.sql('DELETE FROM hdb_catalog.event_invocation_logs');
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'failed'), 'record_id', 'done_at', 'code', 'message'), [['C-1', null, null, null]]);
	});

	test('a record goes by the column that the option says, and by the event where its row has none', async () => {
		const engine = open();
		await engine.write([failed]);
		await engine.database.sql('UPDATE hdb_catalog.event_log SET payload = \'{"op": "MANUAL", "data": {"old": null, "new": {"the \'\'key\'\'": 7}}}\'');
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping({key: 'the \'key\''}), 'failed'), 'record_id', 'operation'), [['7', 'manual']]);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'failed'), 'record_id'), [['event-1']]);
	});

	test('events of a trigger that is gone are neither backlog nor error', async () => {
		const engine = open();
		await engine.write([failed, {...failed, state: 'pending', doneAt: null}]);
		await engine.database.sql('UPDATE hdb_catalog.event_log SET archived = true');
		assert.deepEqual([await rowsOf(engine.database, mapping(), 'pending'), await rowsOf(engine.database, mapping(), 'failed')], [[], []]);
	});

	test('a retry delivers again from the first try on, but not what is being delivered', async () => {
		const engine = open();
		await engine.write([failed, {...failed, recordId: 'C-2'}]);
		await engine.database.sql('UPDATE hdb_catalog.event_log SET locked = now() WHERE id = \'event-2\'');
		await act(engine.database, mapping().retry, 'event-1');
		await act(engine.database, mapping().retry, 'event-2');
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'pending'), 'id', 'attempts'), [['event-1', 0]]);
		assert.deepEqual(columnsOf(await rowsOf(engine.database, mapping(), 'failed'), 'id'), [['event-2']]);
	});
});
