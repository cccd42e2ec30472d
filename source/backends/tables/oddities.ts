/** What rows have that the mapping doesn't expect, told at the start: they would be left out, or shown as they aren't, in silence. */
import type {ChangeRows} from './change-rows.ts';
import type {TableDatabase, TableRow} from './connect/table-database.ts';
import type {RawTime} from './dialects/dialect.ts';
import {raw, sql, type Fragment} from './fragment.ts';
import type {Mapping} from './mapping.ts';
import {statesOf, type Part, type PartName} from './parts.ts';
import {counted, maxText, numberOf, textOf} from './read-row.ts';

/** Rows that are looked at: any of them, as all would take too long. */
const sampled = 100_000;
const maxTold = 5;

type Asked = Pick<TableDatabase, 'dialect' | 'ask'>;

/** A line for each. What can't be asked is told where it is asked for. */
export async function findOddities(database: Asked, parts: readonly Part[], rows: Readonly<Partial<Record<PartName, ChangeRows>>>, mapping: Mapping): Promise<string[]> {
	const {pending, done} = rows;
	const found = await Promise.all([
		unmappedStates(database, parts, mapping),
		pending?.has('operation') === true && pending.constantOf('operation') === undefined ? otherOperations(database, pending) : [],
		pending?.changedAt === undefined ? [] : strangeTimes(database, pending, pending.changedAt, 'changed_at'),
		done?.doneAt === undefined ? [] : strangeTimes(database, done, done.doneAt, 'done_at'),
	].map(async (lines): Promise<string[]> => Promise.resolve(lines).catch(() => [])));
	return found.flat();
}

async function unmappedStates({dialect, ask}: Asked, parts: readonly Part[], {states = {}}: Mapping): Promise<string[]> {
	const part = parts.find(({isFiltered}) => isFiltered);
	const column = part?.columns.get('state');
	if (part === undefined || column === undefined) {
		return [];
	}

	const state = dialect.text({sql: raw(`m.${dialect.quote(column.name)}`), type: column.type});
	const values = await valuesIn({dialect, ask}, state, sql`(${raw(part.query)}\n) AS m`);
	const known = new Set([...Object.keys(states), ...Object.values(statesOf).flat()]);
	const unknown = values.filter(value => value === null || !known.has(value));
	return unknown.length === 0 ? [] : [`some rows have a state that the mapping doesn't name, and are left out: ${listed(unknown)}; name it in states`];
}

async function otherOperations(database: Asked, {from}: ChangeRows): Promise<string[]> {
	const values = await valuesIn(database, raw('change_row.operation'), from);
	const others = values.filter(value => !['insert', 'update', 'delete'].includes(value ?? ''));
	return others.length === 0 ? [] : [`some of what waits is no insert, update or delete, and counts in the total alone: ${listed(others)}; name it in operations`];
}

async function valuesIn({dialect, ask}: Asked, value: Fragment, from: Fragment): Promise<Array<string | null>> {
	const rows = await ask(sql`SELECT DISTINCT value FROM (SELECT ${dialect.left(value, maxText)} AS value FROM ${from} LIMIT ${raw(String(sampled))}) AS sampled LIMIT 1000`);
	return rows.map(row => textOf(row, 'value'));
}

function listed(values: ReadonlyArray<string | null>): string {
	const told = values.slice(0, maxTold).map(value => value === null ? 'none at all' : JSON.stringify(value.slice(0, 40))).join(', ');
	return values.length > maxTold ? `${told} and ${values.length - maxTold} more` : told;
}

/** No sync is as old, or as far ahead: seconds were taken for milliseconds, or the other way round. ms UTC. */
const [tooEarly, tooLate] = [Date.UTC(1980, 0, 1), Date.UTC(2200, 0, 1)];

async function strangeTimes({dialect, ask}: Asked, {from}: ChangeRows, time: RawTime, name: string): Promise<string[]> {
	const [row = {}] = await ask(sql`
		SELECT count(*) AS count, count(ms) AS readable, max(ms) AS latest, min(ms) AS earliest
		FROM (SELECT ${dialect.ms(time)} AS ms FROM ${from} WHERE ${time.sql} IS NOT NULL LIMIT ${raw(String(sampled))}) AS sampled
	`);
	const problem = problemOf(row);
	return problem === undefined ? [] : [`${name} ${problem}: say what it holds with times ("timestamp", "epoch-seconds" or "epoch-ms")`];
}

function problemOf(row: TableRow): string | undefined {
	if (counted(row) > 0 && counted(row, 'readable') === 0) {
		return 'holds nothing that can be read as a time';
	}

	const isStrange = (numberOf(row, 'latest') ?? tooLate) < tooEarly || (numberOf(row, 'earliest') ?? tooEarly) > tooLate;
	return isStrange ? `is of ${new Date(Math.min(numberOf(row, 'latest') ?? 0, 8.64e15)).getUTCFullYear()}` : undefined;
}
