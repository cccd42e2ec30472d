/** Events that Hasura captured, and the log of its tries to deliver them. */
import {fixtureEngine, type PresetEngine} from './engine.ts';

export async function hasuraEventsEngine(): Promise<PresetEngine> {
	return fixtureEngine('hasura-events', async (sql, {object, recordId, operation, state, changedAt, doneAt, code, message}, id) => {
		const row = {id: recordId};
		const data = {old: operation === 'insert' ? null : row, new: operation === 'delete' ? null : row};
		const isTried = state === 'synced' || state === 'failed';
		await sql(`
			INSERT INTO hdb_catalog.event_log (id, schema_name, table_name, trigger_name, payload, delivered, error, archived, tries, created_at)
			VALUES ($1, 'public', 'customers', $2, $3, $4, $5, $6, $7, $8::timestamptz AT TIME ZONE 'UTC')
		`, [`event-${id}`, object, {op: operation.toUpperCase(), data}, state === 'synced', state === 'failed', state === 'skipped', isTried ? 1 : 0, changedAt]);
		if (!isTried) {
			return;
		}

		const response = state === 'synced' ? {type: 'webhook_response', data: {body: 'ok', status: 200}} : {type: 'client_error', data: {message}};
		await sql(`
			INSERT INTO hdb_catalog.event_invocation_logs (trigger_name, event_id, status, request, response, created_at)
			VALUES ($1, $2, $3, '{}', $4, $5::timestamptz AT TIME ZONE 'UTC')
		`, [object, `event-${id}`, state === 'synced' ? 200 : Number(code ?? 1000), {version: '2', ...response}, doneAt]);
	});
}
