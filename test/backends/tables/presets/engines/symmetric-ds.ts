/** Changes that SymmetricDS captured and routed, each in a batch of its own; and what it couldn't load. */
import {
	fixtureEngine, type Ask, type EngineRecord, type PresetEngine,
} from './engine.ts';

const events: Readonly<Record<string, string>> = {insert: 'I', update: 'U', delete: 'D'};
const statuses: Readonly<Record<EngineRecord['state'], string>> = {
	pending: 'NE', synced: 'OK', failed: 'ER', skipped: 'IG',
};

export async function symmetricDsEngine(): Promise<PresetEngine> {
	return fixtureEngine('symmetric-ds', async (sql, record, id) => (record.direction === 'outbound' ? capture : receive)(sql, id, record), `
		INSERT INTO sym_trigger_hist (trigger_hist_id, trigger_id, source_table_name, column_names, pk_column_names, last_trigger_build_reason, create_time)
		VALUES (1, 'all', 'all', 'id,name', 'id', 'N', now());
		INSERT INTO sym_data_gap (start_id, end_id, create_time) VALUES (1000000, 2000000, now());
	`);
}

/** Of an insert there is no key but that in the row. */
async function capture(sql: Ask, id: number, record: EngineRecord): Promise<void> {
	const {object, recordId, recordName, operation, state, changedAt, doneAt, code, message} = record;
	await sql(`
		INSERT INTO sym_data (data_id, table_name, event_type, row_data, pk_data, trigger_hist_id, channel_id, create_time)
		VALUES ($1, $2, $3, $4, $5, 1, 'default', $6::timestamptz AT TIME ZONE 'UTC')
	`, [id, object, events[operation], csv(recordId, recordName ?? ''), operation === 'insert' ? null : csv(recordId), changedAt]);
	await sql('INSERT INTO sym_data_event (data_id, batch_id, create_time) VALUES ($1, $1, now())', [id]);
	await sql(`
		INSERT INTO sym_outgoing_batch (batch_id, node_id, channel_id, status, error_flag, sql_state, sql_message, failed_data_id, create_time, last_update_time)
		VALUES ($1, 'store-1', 'default', $2, $3, $4, $5, $6, $7::timestamptz AT TIME ZONE 'UTC', $8::timestamptz AT TIME ZONE 'UTC')
	`, [id, statuses[state], state === 'failed' ? 1 : 0, code, message, state === 'failed' ? id : 0, changedAt, doneAt ?? changedAt]);
}

/** Only what failed leaves a row. */
async function receive(sql: Ask, id: number, record: EngineRecord): Promise<void> {
	const {object, recordId, recordName, operation, changedAt, doneAt, code, message} = record;
	await sql(`
		INSERT INTO sym_incoming_batch (batch_id, node_id, channel_id, status, error_flag, sql_state, sql_message, create_time, last_update_time)
		VALUES ($1, 'store-2', 'default', 'ER', 1, $2, $3, $4::timestamptz AT TIME ZONE 'UTC', $5::timestamptz AT TIME ZONE 'UTC')
	`, [id, code, message, changedAt, doneAt]);
	await sql(`
		INSERT INTO sym_incoming_error
			(batch_id, node_id, failed_row_number, target_table_name, event_type, column_names, pk_column_names, row_data, create_time, last_update_time)
		VALUES ($1, 'store-2', 1, $2, $3, 'id,name', 'id', $4, $5::timestamptz AT TIME ZONE 'UTC', now())
	`, [id, object, events[operation], csv(recordId, recordName ?? ''), changedAt]);
}

function csv(...fields: string[]): string {
	return fields.map(field => `"${field.replaceAll('"', String.raw`\"`)}"`).join(',');
}
