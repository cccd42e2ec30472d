/** Rows in error, as the contract has them. */
import type {SyncError, SyncErrorDetail} from '../../contract/errors.ts';
import type {ErrorsQuery} from '../../contract/queries.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableRow} from './connect/table-database.ts';
import type {Position} from './cursor.ts';
import {errorOrder} from './error-order.ts';
import {allOf, join, raw, sql, type Fragment} from './fragment.ts';
import {errorIdOf, keyOutOf} from './key.ts';
import {positionPart} from './pending.ts';
import {
	countOf, directionOf, maxMessage, maxText, momentOf, nameOf, numberOf, textOf, timeText,
} from './read-row.ts';

/** Of a payload, in characters: what is longer is cut, and told as text. */
const maxPayload = 1_000_000;

/** `position` are the columns that a cursor is made of. */
function columnsOf(rows: ChangeRows): Fragment[] {
	const {dialect} = rows;
	return [
		...['object', 'record_id', 'record_name', 'operation', 'code', 'url'].map(column => sql`${dialect.left(raw(`change_row.${column}`), maxText)} AS ${raw(column)}`),
		sql`${dialect.left(raw('change_row.message'), maxMessage)} AS message`,
		raw('change_row.direction AS direction'),
		raw('change_row.attempts AS attempts'),
		raw('change_row.occurred AS occurred'),
		sql`${keyOutOf(rows)} AS key_out`,
		sql`${dialect.left(raw('change_row.change_key'), maxText)} AS change_key`,
	];
}

export type ErrorsQuestion = {
	readonly where: Fragment;
	readonly sort: ErrorsQuery['sort'];
	readonly after?: Position | undefined;
	/** Undefined: all. */
	readonly limit?: number;
};

export function errorRows(rows: ChangeRows, {where, sort, after, limit}: ErrorsQuestion): Fragment {
	const order = errorOrder(rows, sort);
	const columns = [...columnsOf(rows), ...(order.sortKey === undefined ? [] : [sql`${order.sortKey} AS sort_key`])];
	const conditions = [where, ...(after === undefined ? [] : [order.after(after)])];
	return sql`SELECT ${join(columns, ', ')} FROM ${rows.from} WHERE ${allOf(conditions)} ORDER BY ${order.by}${raw(limit === undefined ? '' : ` LIMIT ${limit} OFFSET ${after === undefined ? 0 : order.skipped(after)}`)}`;
}

/** The one with this key, with its payload. */
export function errorRow(rows: ChangeRows, key: string): Fragment | undefined {
	const {dialect, idColumn} = rows;
	// An index helps with the column itself, in its own type; that it is the same text says that nothing else was taken for equal.
	const found = idColumn === undefined ? sql`change_row.change_key = ${key}` : dialect.isText(idColumn, key);
	if (found === undefined) {
		return undefined;
	}

	const columns = [...columnsOf(rows), sql`${dialect.left(raw('change_row.payload'), maxPayload)} AS payload`];
	return sql`SELECT ${join(columns, ', ')} FROM ${rows.from} WHERE ${found} AND change_row.change_key = ${dialect.constant(key)} LIMIT 1`;
}

/** Where a page that ends with this row is gone on with. */
export function positionOf(row: TableRow): Position {
	return [...(row.sort_key === undefined ? [] : [positionPart(row.sort_key)]), numberOf(row, 'occurred') ?? 0, positionPart(row.key_out)];
}

export function errorOf(rows: ChangeRows, row: TableRow): SyncError {
	const at = momentOf(row, 'occurred', rows.occurredZone) ?? 0;
	return {
		id: errorIdOf(rows, textOf(row, 'change_key') ?? ''),
		level: 'record',
		object: nameOf(row, 'object'),
		recordId: textOf(row, 'record_id'),
		recordName: textOf(row, 'record_name'),
		operation: textOf(row, 'operation'),
		direction: directionOf(row),
		code: textOf(row, 'code'),
		message: textOf(row, 'message'),
		occurredAt: timeText(at),
		firstSeenAt: null,
		attempts: countOf(row, 'attempts') ?? null,
		state: 'open',
		url: textOf(row, 'url'),
	};
}

/** A payload that is JSON is told as what it says. */
export function detailOf(rows: ChangeRows, row: TableRow): SyncErrorDetail {
	const text = textOf(row, 'payload');
	return {...errorOf(rows, row), ...(text !== null && {payload: parsed(text)})};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
