import type {Count} from '../../contract/common.ts';
import type {ObjectStatus, OldestRecord, PendingCounts, Status} from '../../contract/status.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableRow} from './connect/table-database.ts';
import {join, raw, sql, type Fragment} from './fragment.ts';
import {readOldest, oldestKey} from './oldest.ts';
import {counted, directionOf, maxText, momentOf, nameOf, nameless, textOf, timeText} from './read-row.ts';
import type {Asking} from './asking.ts';

/** Groups of changes: more are nothing to look at, and what they count is told as "at least". */
const maxGroups = 5000;

/** How far back objects are listed of which nothing waits any more, in ms. */
export const listedFor = 86_400_000;

/** The operations that the contract counts, by its names for them. */
const plurals = {insert: 'inserts', update: 'updates', delete: 'deletes'} as const;
const operations = ['insert', 'update', 'delete'] as const;
const known: readonly string[] = operations;

/** What waits, in the groups that the status is made of. */
export function pendingGroups({dialect, from, changedAt}: ChangeRows): Fragment {
	const time = changedAt && dialect.inOrder(changedAt);
	const oldest = time === undefined ? [] : [sql`${dialect.exact({...time, sql: sql`min(${time.sql})`})} AS oldest`];
	const columns = [sql`${dialect.left(raw('object'), maxText)} AS object`, sql`${dialect.left(raw('operation'), maxText)} AS operation`, raw('direction'), raw('count(*) AS count'), ...oldest];
	return sql`
		SELECT ${join(columns, ', ')} FROM ${from} GROUP BY change_row.object, change_row.operation, change_row.direction
				ORDER BY count(*) DESC LIMIT ${raw(String(maxGroups + 1))}
	`;
}

export function failedGroups({dialect, from}: ChangeRows): Fragment {
	return sql`SELECT ${dialect.left(raw('object'), maxText)} AS object, count(*) AS count FROM ${from} GROUP BY change_row.object ORDER BY count(*) DESC LIMIT ${raw(String(maxGroups + 1))}`;
}

/** `now` in ms UTC; `seen` are objects to list also where nothing of theirs waits. */
export async function readStatus(asking: Asking, seen: ReadonlySet<string>, now: number): Promise<Status> {
	const {pending, failed} = asking.rows;
	const [waiting, failures] = await Promise.all([
		pending === undefined ? undefined : asking.ask(pendingGroups(pending), 'pending'),
		failed === undefined ? undefined : asking.ask(failedGroups(failed), 'failed'),
	]);
	const oldest = pending === undefined || waiting === undefined ? new Map<string, TableRow>() : await readOldest(asking, pending, waiting);
	const names = new Set([...seen, ...[...waiting ?? [], ...failures ?? []].map(row => nameOf(row, 'object'))]);
	const own = (rows: readonly TableRow[] | undefined, object: string) => rows?.filter(row => nameOf(row, 'object') === object) ?? [];
	const isWhole = (rows: readonly TableRow[] | undefined) => (rows?.length ?? 0) <= maxGroups;
	return {
		generatedAt: timeText(now),
		objects: [...names].toSorted(byText).map((object): ObjectStatus => ({
			object,
			pending: pending === undefined ? {} : countsOf(pending, own(waiting, object), isWhole(waiting)),
			oldest: pending?.changedAt === undefined ? null : oldestOf(pending, object, oldest),
			directions: pending?.has('direction')
				? {
					inbound: inDirection(pending, own(waiting, object), 'inbound', isWhole(waiting)),
					outbound: inDirection(pending, own(waiting, object), 'outbound', isWhole(waiting)),
				}
				: null,
			failed: failed === undefined ? null : countOf(own(failures, object), isWhole(failures)),
		})),
	};
}

function inDirection(pending: ChangeRows, rows: readonly TableRow[], direction: 'inbound' | 'outbound', isWhole: boolean): PendingCounts | null {
	return pending.canBe('direction', direction) ? countsOf(pending, rows.filter(row => directionOf(row) === direction), isWhole) : null;
}

/** With a total where some have no operation that the contract counts. */
function countsOf(pending: ChangeRows, rows: readonly TableRow[], isWhole: boolean): PendingCounts {
	const counts: PendingCounts = Object.fromEntries(operations.map(operation => [
		plurals[operation], isCounted(pending, operation) ? countOf(rows.filter(row => textOf(row, 'operation') === operation), isWhole) : null,
	]));
	return {...counts, ...(rows.some(row => isOther(row)) && {total: countOf(rows, isWhole)})};
}

function isOther(row: TableRow): boolean {
	return !known.includes(textOf(row, 'operation') ?? '');
}

/** Whether it is known how many there are. Where all changes are inserts there are no updates, and the other way round; deletes are of engines that have them. */
export function isCounted({canBe, constantOf}: ChangeRows, operation: typeof operations[number]): boolean {
	return canBe('operation', operation) || (operation !== 'delete' && constantOf('operation') !== undefined && operations.some(other => canBe('operation', other)));
}

function countOf(rows: readonly TableRow[], isWhole: boolean): Count {
	const value = rows.reduce((sum, row) => sum + counted(row), 0);
	return isWhole ? value : {value, quality: 'at-least'};
}

function oldestOf(pending: ChangeRows, object: string, oldest: ReadonlyMap<string, TableRow>): NonNullable<ObjectStatus['oldest']> {
	const zone = pending.zoneOf(pending.changedAt);
	const recordOf = (row: TableRow | undefined): OldestRecord | null => {
		const at = row === undefined ? undefined : momentOf(row, 'changed_ms', zone);
		return row === undefined || at === undefined
			? null
			: {
				recordId: textOf(row, 'record_id') ?? nameless, recordName: textOf(row, 'record_name'), direction: directionOf(row), changedAt: timeText(at),
			};
	};

	const others = oldest.values().filter(row => nameOf(row, 'object') === object && isOther(row)).map(row => recordOf(row)).filter(record => record !== null);
	const any = others.toArray().toSorted((a, b) => Date.parse(a.changedAt) - Date.parse(b.changedAt))[0];
	return {
		...Object.fromEntries(operations.map(operation => [operation, recordOf(oldest.get(oldestKey(object, operation)))])),
		...(any !== undefined && {any}),
	};
}

function byText(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
