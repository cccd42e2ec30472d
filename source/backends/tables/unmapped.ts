/** States that rows have and the mapping doesn't name: they would be left out in silence. */
import type {TableDatabase} from './connect/table-database.ts';
import {raw, sql} from './fragment.ts';
import type {Mapping} from './mapping.ts';
import {statesOf, type Part} from './parts.ts';
import {maxText, textOf} from './read-row.ts';

/** Rows that are looked at: any of them, as all would take too long. */
const sampled = 100_000;
const maxTold = 5;

/** A line for those that were seen, or none. What can't be asked is told where it is asked for. */
export async function unmappedStates({dialect, ask}: Pick<TableDatabase, 'dialect' | 'ask'>, parts: readonly Part[], {states = {}}: Mapping): Promise<string[]> {
	const part = parts.find(({isFiltered}) => isFiltered);
	const column = part?.columns.get('state');
	if (part === undefined || column === undefined) {
		return [];
	}

	const state = dialect.left(dialect.text({sql: raw(`m.${dialect.quote(column.name)}`), type: column.type}), maxText);
	const rows = await ask(sql`SELECT DISTINCT state FROM (SELECT ${state} AS state FROM (${raw(part.query)}\n) AS m LIMIT ${raw(String(sampled))}) AS sampled`).catch(() => []);
	const known = new Set([...Object.keys(states), ...Object.values(statesOf).flat()]);
	const unknown = rows.map(row => textOf(row, 'state')).filter(text => text === null || !known.has(text));
	const told = unknown.slice(0, maxTold).map(text => text === null ? 'none at all' : JSON.stringify(text.slice(0, 40))).join(', ');
	return unknown.length === 0
		? []
		: [`some rows have a state that the mapping doesn't name, and are left out: ${told}${unknown.length > maxTold ? ` and ${unknown.length - maxTold} more` : ''}; name it in states`];
}
