import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableRow} from './connect/table-database.ts';
import {join, raw, sql, type Fragment} from './fragment.ts';
import {maxText, nameOf, textOf} from './read-row.ts';

/** More objects and operations than this have no oldest record. */
const maxAsked = 300;

export function oldestKey(object: string, operation: string): string {
	return JSON.stringify([object, operation]);
}

function keyOf(row: TableRow): string {
	return oldestKey(nameOf(row, 'object'), textOf(row, 'operation') ?? '');
}

/**
The oldest waiting record of each object and operation, of rows with the `oldest` time of each group. Those times are looked for first: an index finds them, and
without one it is one look at each row.
*/
export async function readOldest(asking: Asking, rows: ChangeRows, groups: readonly TableRow[]): Promise<Map<string, TableRow>> {
	const times = new Map<string, string | number>();
	for (const group of groups) {
		const {oldest} = group;
		if ((typeof oldest === 'string' || typeof oldest === 'number') && times.size < maxAsked) {
			times.set(`${typeof oldest} ${oldest}`, oldest);
		}
	}

	if (times.size === 0 || rows.changedAt === undefined) {
		return new Map();
	}

	const found = await asking.ask(oldestRows(rows, times.values().toArray()), 'pending');
	// Its oldest may have ended meanwhile, or be left out: a time of another object's or operation's is no answer.
	const own = Map.groupBy(groups, group => keyOf(group));
	return new Map(found.filter(row => own.get(keyOf(row))?.some(({oldest}) => oldest === row.changed_exact) === true).map(row => [keyOf(row), row]));
}

/** Of each object and operation the first of the rows with one of these times, which is the oldest where its time is among them. */
export function oldestRows({dialect, from, changedAt, key}: ChangeRows, times: ReadonlyArray<string | number>): Fragment {
	if (changedAt === undefined) {
		throw new TypeError('these rows have no time');
	}

	const time = dialect.inOrder(changedAt);
	const columns = [
		sql`${dialect.left(raw('object'), maxText)} AS object`,
		raw('operation'),
		raw('direction'),
		sql`${dialect.left(raw('record_id'), maxText)} AS record_id`,
		sql`${dialect.left(raw('record_name'), maxText)} AS record_name`,
		sql`${dialect.ms(changedAt)} AS changed_ms`,
		sql`${dialect.exact(time)} AS changed_exact`,
		sql`row_number() OVER (PARTITION BY object, operation ORDER BY ${time.sql}, ${key.sql}) AS place`,
	];
	const values = times.map(value => dialect.exactValue(value, time));
	return sql`SELECT * FROM (SELECT ${join(columns, ', ')} FROM ${from} WHERE ${time.sql} IN (${join(values, ', ')})) AS ranked WHERE place = 1`;
}
