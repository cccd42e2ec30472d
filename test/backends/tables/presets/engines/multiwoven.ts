/** Records of syncs that Multiwoven extracted and loaded. */
import {fixtureEngine, type EngineRecord, type PresetEngine} from './engine.ts';

const statuses: Readonly<Record<EngineRecord['state'], number>> = {
	pending: 0, synced: 1, failed: 2, skipped: 1,
};

export async function multiwovenEngine(): Promise<PresetEngine> {
	return fixtureEngine('multiwoven', async (sql, {object, recordId, operation, state, changedAt, doneAt, message}, id) => {
		await sql(`
			INSERT INTO syncs (name, model_id, status, created_at, updated_at)
			SELECT $1::text, 1, 1, now(), now() WHERE NOT EXISTS (SELECT 1 FROM syncs WHERE name = $1::text)
		`, [object]);
		await sql(`
			INSERT INTO sync_records (sync_id, sync_run_id, record, fingerprint, created_at, updated_at, action, primary_key, status, logs)
			SELECT id, 1, '{"name": "Ana"}', $2, now(), $3::timestamptz AT TIME ZONE 'UTC', $4, $5, $6, $7 FROM syncs WHERE name = $1
		`, [
			object,
			`fingerprint ${id}`,
			doneAt ?? changedAt,
			operation === 'insert' ? 0 : 1,
			recordId,
			statuses[state],
			message === null ? null : JSON.stringify({request: 'POST /contacts', response: message, level: 'error'}),
		]);
	}, 'INSERT INTO models (name, created_at, updated_at) VALUES (\'model\', now(), now());');
}
