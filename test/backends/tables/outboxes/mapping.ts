/** An outbox in the words of whoever wrote it, as every database can hold it. */
import type {Mapping} from '../../../../source/backends/tables/mapping.ts';
import type {EngineRecord} from '../../../helpers/engine-suite.ts';

export const columns = ['entity', 'entity_id', 'entity_name', 'action', 'way', 'status', 'created_at', 'sent_at', 'error_code', 'error_text'] as const;

export const mapping: Mapping = {
	source: 'Shop',
	target: 'CRM',
	query: `
		SELECT id, entity AS object, entity_id AS record_id, entity_name AS record_name, action AS operation, way AS direction, status AS state,
			created_at AS changed_at, sent_at AS done_at, error_code AS code, error_text AS message
		FROM shop_outbox -- all of it`,
	operations: {I: 'insert', U: 'update', D: 'delete'},
	directions: {in: 'inbound', out: 'outbound'},
	states: {new: 'pending', busy: 'running', sent: 'synced', error: 'failed', dropped: 'skipped'},
};

const states: Readonly<Record<EngineRecord['state'], string>> = {
	pending: 'new', synced: 'sent', failed: 'error', skipped: 'dropped',
};

/** The values of a row, in the order of `columns`. */
export function rowOf({object, recordId, recordName, operation, direction, state, changedAt, doneAt, code, message}: EngineRecord): Array<string | null> {
	return [object, recordId, recordName, operation.slice(0, 1).toUpperCase(), direction === 'inbound' ? 'in' : 'out', states[state], changedAt, doneAt, code, message];
}
