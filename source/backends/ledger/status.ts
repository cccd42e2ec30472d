import type {ObjectStatus, OldestRecord, PendingCounts, Status} from '../../contract/status.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf, type Row,
} from './columns.ts';
import type {Database} from './database.ts';
import {described} from './describe.ts';
import {sql} from './sql.ts';

/** The backlog now, from counters and one index: it takes as long with a million changes as with ten. `now` in ms UTC. */
export function readStatus(database: Database, now: number): Status {
	const {sync, rows} = database.snapshot(() => ({sync: described(database).sync, rows: database.statement(sql('status')).all()}));
	return statusOf(rows, sync, now);
}

/** Of a row for each counter, those of an object next to each other; `now` in ms UTC. */
export function statusOf(rows: readonly Row[], sync: Status['sync'], now: number): Status {
	const rowsOf = new Map<string, Row[]>();
	for (const row of rows) {
		const object = textOf(row, 'object');
		rowsOf.set(object, [...rowsOf.get(object) ?? [], row]);
	}

	return {
		generatedAt: new Date(now).toISOString(),
		...(sync !== undefined && {sync}),
		objects: [...rowsOf].map(([object, own]) => objectStatus(object, own)),
	};
}

function objectStatus(object: string, rows: readonly Row[]): ObjectStatus {
	const label = rows[0] === undefined ? null : textOrNull(rows[0], 'label');
	// An object without changes has one row, without a counter.
	const counters = rows.filter(row => row.operation !== null);
	// Many engines know no deletes: until the first one, their number is not available.
	const hasDeletes = counters.some(row => textOf(row, 'operation') === 'delete');
	const inDirection = (direction: string) => {
		const own = counters.filter(row => directionOf(row) === direction);
		return own.length === 0 ? null : pendingCounts(own, hasDeletes);
	};

	return {
		object,
		label,
		pending: pendingCounts(counters, hasDeletes),
		oldest: {
			insert: oldestRecord(counters, 'insert'), update: oldestRecord(counters, 'update'), delete: oldestRecord(counters, 'delete'),
		},
		directions: {inbound: inDirection('inbound'), outbound: inDirection('outbound')},
		failed: sumOf(counters, 'failed'),
	};
}

function pendingCounts(counters: readonly Row[], hasDeletes: boolean): PendingCounts {
	const pending = (operation: string) => sumOf(counters.filter(row => textOf(row, 'operation') === operation), 'pending');
	return {inserts: pending('insert'), updates: pending('update'), deletes: hasDeletes ? pending('delete') : null};
}

function oldestRecord(counters: readonly Row[], operation: string): OldestRecord | null {
	const waiting = counters
		.filter(row => textOf(row, 'operation') === operation && row.changed_at !== null)
		.toSorted((a, b) => numberOf(a, 'changed_at') - numberOf(b, 'changed_at'));
	const [oldest] = waiting;
	return oldest === undefined
		? null
		: {
			recordId: textOf(oldest, 'record_id'), recordName: textOrNull(oldest, 'record_name'),
			direction: directionOf(oldest), changedAt: timeOf(oldest, 'changed_at'),
		};
}

function sumOf(rows: readonly Row[], column: string): number {
	return rows.reduce((sum, row) => sum + numberOf(row, column), 0);
}
