import type {PendingPage} from '../../contract/pending.ts';
import type {PendingQuery} from '../../contract/queries.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import {decodeCursor, encodeCursor, type Position} from './cursor.ts';
import type {RawTime} from './dialects/dialect.ts';
import {allOf, join, raw, sql, type Fragment} from './fragment.ts';
import {hasEquals, keyOutOf, nextPosition, skippedAt} from './key.ts';
import {countOf, directionOf, maxText, momentOf, nameOf, textOf, timeText} from './read-row.ts';
import {ofObject} from './throughput.ts';

/** What an operation is called where a mapping has none. */
const anyOperation = 'change';

export type PendingQuestion = {
	readonly object: string;
	readonly operation?: string | undefined;
	readonly direction?: string | undefined;
	readonly after?: Position | undefined;
	readonly limit: number;
};

export function pendingRows(rows: ChangeRows, changedAt: RawTime, {object, operation, direction, after, limit}: PendingQuestion): Fragment {
	const {dialect, from, key} = rows;
	const time = dialect.inOrder(changedAt);
	const columns = [
		...['record_id', 'record_name', 'operation', 'url'].map(column => sql`${dialect.left(raw(column), maxText)} AS ${raw(column)}`),
		raw('direction'),
		raw('attempts'),
		sql`${dialect.ms(changedAt)} AS changed_ms`,
		sql`${dialect.exact(time)} AS changed_exact`,
		sql`${keyOutOf(rows)} AS key_out`,
	];
	const conditions = [
		...ofObject(dialect, object),
		sql`${time.sql} IS NOT NULL`,
		...(operation === undefined ? [] : [sql`change_row.operation = ${operation}`]),
		...(direction === undefined ? [] : [sql`change_row.direction = ${direction}`]),
	];
	if (after !== undefined) {
		const [at, last] = [dialect.exactValue(after[0] ?? '', time), dialect.keyValue(after[1] ?? '', key)];
		conditions.push(sql`${time.sql} >= ${at} AND (${time.sql} > ${at} OR ${key.sql} ${raw(hasEquals(rows) ? '>=' : '>')} ${last})`);
	}

	return sql`SELECT ${join(columns, ', ')} FROM ${from} WHERE ${allOf(conditions)} ORDER BY ${time.sql}, ${key.sql} LIMIT ${raw(String(limit))} OFFSET ${raw(String(after === undefined ? 0 : skippedAt(rows, after)))}`;
}

/** One page of an object's queue, oldest first. Rows without a time have no place in it. */
export async function readPending(asking: Asking, rows: ChangeRows, changedAt: RawTime, object: string, {operation, direction, limit, cursor}: PendingQuery): Promise<PendingPage> {
	const question = ['pending', object, operation, direction];
	const position = cursor === undefined ? undefined : decodeCursor(question, cursor, 2 + Number(hasEquals(rows)));
	const zone = rows.zoneOf(changedAt);
	// Where all have none, whoever asks for the word that stands for that means all.
	const wanted = rows.has('operation') ? operation : undefined;
	if (!rows.has('operation') && operation !== undefined && operation !== anyOperation) {
		return {items: [], nextCursor: null};
	}

	const found = await asking.ask(pendingRows(rows, changedAt, {
		object, operation: wanted, direction, limit: limit + 1, after: position,
	}), 'pending', cursor !== undefined);
	const page = found.slice(0, limit);
	return {
		items: page.flatMap(row => {
			const at = momentOf(row, 'changed_ms', zone);
			return at === undefined
				? []
				: [{
					recordId: nameOf(row, rows.has('record_id') ? 'record_id' : 'key_out'),
					recordName: textOf(row, 'record_name'),
					operation: textOf(row, 'operation') ?? anyOperation,
					direction: directionOf(row),
					changedAt: timeText(at),
					attempts: countOf(row, 'attempts') ?? null,
					url: textOf(row, 'url'),
				}];
		}),
		nextCursor: found.length > limit ? encodeCursor(question, nextPosition(rows, page.map(row => [positionPart(row.changed_exact), positionPart(row.key_out)]), position)) : null,
	};
}

export function positionPart(value: unknown): string | number {
	return typeof value === 'number' || typeof value === 'string' ? value : '';
}
