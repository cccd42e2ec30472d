/** Inserts and updates apart, with the oldest record of each: the rows of the details of an object. */
import type {OldestRecord} from '../../../contract/status.ts';
import {formatAge} from '../../../domain/age.ts';
import {cleanText} from '../../../domain/clean.ts';
import {formatQuantity, type Quantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import type {StatusRow} from '../../store/status-rows.ts';

export type OperationRow = {
	readonly operation: string;
	readonly pending: string;
	/** Name and id of the record that waits the longest; empty where none waits, N/A where the backend doesn't say. */
	readonly record: string;
	readonly id: string;
	readonly waiting: string;
};

/** `now` is ms UTC. Deletes are a row only where the backend counts them, others only where there are some. */
export function operationRows(row: StatusRow, now: number, isAscii: boolean): OperationRow[] {
	const {oldest} = row.status ?? {};
	const {operations} = words.object;
	const rows = [
		operationRow(operations.inserts, row.inserts, oldest?.insert, now, isAscii),
		operationRow(operations.updates, row.updates, oldest?.update, now, isAscii),
	];
	return [
		...rows,
		...(row.deletes === undefined ? [] : [operationRow(operations.deletes, row.deletes, oldest?.delete, now, isAscii)]),
		...(row.others === undefined ? [] : [operationRow(operations.others, row.others, oldest?.any, now, isAscii)]),
	];
}

function operationRow(operation: string, quantity: Quantity, oldest: OldestRecord | null | undefined, now: number, isAscii: boolean): OperationRow {
	const pending = formatQuantity(quantity, {ascii: isAscii});
	if (oldest) {
		const id = cleanText(oldest.recordId ?? '');
		const record = cleanText(oldest.recordName ?? '');
		return {
			operation, pending, record: record === '' ? id : record, id, waiting: formatAge(now - Date.parse(oldest.changedAt)),
		};
	}

	const nothing = quantity?.value === 0 ? '' : words.na;
	return {
		operation, pending, record: nothing, id: nothing, waiting: nothing,
	};
}
