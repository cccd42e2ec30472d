/** Changes that are about to be changed, locked until the transaction ends, with their errors. */
import type {PostgresClient, Row} from '../../../databases/postgres.ts';
import {numberOf, textOf, textOrNull} from '../columns.ts';
import type {ChangeNow, ErrorNow, ErrorState} from './result-state.ts';
import {sql} from './sql.ts';

export type Loaded = ChangeNow & {
	/** Of its error as it is stored; undefined where it never failed. */
	readonly causeId: number | undefined;
};

/** By the engine's ids, or by what their errors are called. */
export async function loadChanges(client: PostgresClient, keys: {readonly ids: readonly string[]} | {readonly seqs: readonly number[]}): Promise<Loaded[]> {
	const rows = 'ids' in keys
		? await client.query(sql('lock-changes', {column: 'id', type: 'text'}), [keys.ids])
		: await client.query(sql('lock-changes', {column: 'error_at IS NOT NULL AND seq', type: 'bigint'}), [keys.seqs]);
	const inError = rows.filter(row => row.error_at !== null);
	const errors = inError.length === 0
		? []
		: await client.query(sql('errors-of'), [inError.map(row => numberOf(row, 'error_at')), inError.map(row => numberOf(row, 'seq'))]);
	const errorOf = new Map(errors.map(row => [numberOf(row, 'error_id'), row]));
	return rows.map(row => loaded(row, errorOf.get(numberOf(row, 'seq'))));
}

function loaded(row: Row, error: Row | undefined): Loaded {
	return {
		id: textOf(row, 'id'), seq: numberOf(row, 'seq'), object: textOf(row, 'object'), operation: textOf(row, 'operation'), direction: textOf(row, 'direction'),
		recordId: textOf(row, 'record_id'), recordName: textOrNull(row, 'record_name'), url: textOrNull(row, 'url'), state: stateOf(row),
		error: error === undefined ? undefined : errorNow(error), earlier: [], causeId: error === undefined ? undefined : numberOf(error, 'cause_id'),
	};
}

function errorNow(row: Row): ErrorNow {
	return {
		at: numberOf(row, 'occurred_at'), code: textOrNull(row, 'code'), message: textOrNull(row, 'message'), payload: textOrNull(row, 'payload'),
		firstSeenAt: numberOf(row, 'first_seen_at'), attempts: numberOf(row, 'attempts'), state: errorStateOf(row),
	};
}

function stateOf(row: Row): 'pending' | 'failed' | 'ignored' {
	const state = textOf(row, 'state');
	return state === 'failed' || state === 'ignored' ? state : 'pending';
}

export function errorStateOf(row: Row): ErrorState {
	const state = textOf(row, 'state');
	return state === 'retrying' || state === 'resolved' || state === 'ignored' ? state : 'open';
}
