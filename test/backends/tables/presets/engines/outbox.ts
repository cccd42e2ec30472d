/** Events in an outbox whose publisher marks what it published. */
import {randomUUID} from 'node:crypto';
import {fixtureEngine, type PresetEngine} from './engine.ts';

export async function outboxEngine(): Promise<PresetEngine> {
	return fixtureEngine('outbox', async (sql, {object, recordId, recordName, state, changedAt, doneAt}) => {
		await sql(`
			INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, created_at, processed_at) VALUES ($1, $2, $3, $4, '{}', $5, $6)
		`, [randomUUID(), object, recordId, recordName ?? 'Changed', changedAt, state === 'pending' ? null : doneAt]);
	});
}
