/** Records to vary in a test. */
import type {EngineRecord} from './engine.ts';

/** Waiting since noon. `id` is a number. */
export function waiting(id: string, other: Partial<EngineRecord> = {}): EngineRecord {
	return {
		id, object: 'lead', recordId: id, recordName: `Lead ${id}`, operation: 'insert', direction: 'outbound', state: 'pending',
		changedAt: '2026-11-22T12:00:00Z', doneAt: null, code: null, message: null, ...other,
	};
}

export function synced(id: string, doneAt: string, other: Partial<EngineRecord> = {}): EngineRecord {
	return waiting(id, {state: 'synced', changedAt: '2026-11-22T06:00:00Z', doneAt, ...other});
}

export function failed(id: string, doneAt: string, other: Partial<EngineRecord> = {}): EngineRecord {
	return waiting(id, {
		state: 'failed', changedAt: '2026-11-22T06:00:00Z', doneAt, code: '503', message: 'Multiple leads match', ...other,
	});
}
