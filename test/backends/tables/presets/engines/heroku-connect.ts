/** Changes in the trigger log, and in its archive once they are dealt with. */
import {fixtureEngine, type EngineRecord, type PresetEngine} from './engine.ts';

const states: Readonly<Record<EngineRecord['state'], string>> = {
	pending: 'NEW', synced: 'SUCCESS', failed: 'FAILED', skipped: 'IGNORED',
};

export async function herokuConnectEngine(): Promise<PresetEngine> {
	return fixtureEngine('heroku-connect', async (sql, record, id) => {
		// A failed change may still be in the log.
		const isLive = record.state === 'pending' || (record.state === 'failed' && id % 2 === 0);
		const {object, recordId, recordName, operation, changedAt, doneAt, message} = record;
		await sql(`
			INSERT INTO salesforce.${isLive ? '_trigger_log' : '_trigger_log_archive'}
				(id, txid, created_at, updated_at, processed_at, state, action, table_name, record_id, sfid, "values", sf_message)
			VALUES ($1, 7, $2, $2, $3, $4, $5, $6, $7, $8, '"name"=>"Ana"', $9)
		`, [id, changedAt, doneAt, states[record.state], operation.toUpperCase(), object, Number(recordId), recordName, message]);
	});
}
