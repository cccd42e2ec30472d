/** What a part of a mapping says of an engine's tables. */
import type {Mapping, MappingParts} from '../../../../source/backends/tables/mapping.ts';
import type {TestDatabase} from '../../../helpers/postgres/databases.ts';

export type ChangeRow = Readonly<Record<string, unknown>>;

/** In the order of their ids, with the mapping's own values and constants; times as `2026-11-22T13:00:00Z`. Nothing where there is no such part. */
export async function rowsOf({sql}: TestDatabase, mapping: Mapping, part: keyof MappingParts): Promise<ChangeRow[]> {
	const query = mapping.parts?.[part];
	if (query === undefined) {
		return [];
	}

	await sql('SET timezone = \'UTC\'');
	const rows = await sql<{row: Record<string, unknown>}>(`SELECT to_jsonb(change_row) AS row FROM (${query}) AS change_row ORDER BY change_row.id`);
	return rows.map(({row}) => ({
		...row,
		...mapping.constants,
		...mapped(row, 'operation', mapping.operations),
		...mapped(row, 'state', mapping.states),
		...Object.fromEntries(['changed_at', 'done_at'].filter(name => typeof row[name] === 'string').map(name => [name, `${String(row[name]).slice(0, 19)}Z`])),
	}));
}

function mapped(row: ChangeRow, column: string, values: Readonly<Record<string, string>> | undefined): ChangeRow {
	const value = row[column];
	return typeof value === 'string' && values !== undefined ? {[column]: values[value] ?? value} : {};
}

/** Only these columns of them. */
export function columnsOf(rows: readonly ChangeRow[], ...columns: readonly string[]): unknown[][] {
	return rows.map(row => columns.map(column => row[column]));
}
