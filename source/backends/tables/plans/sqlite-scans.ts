import type {Sqlite} from '../../../databases/sqlite.ts';
import type {WholeScan} from '../connect/table-database.ts';
import {render, type Fragment} from '../fragment.ts';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Tables that are read whole, with more than `rows` rows, counted up to ten times as many. Which columns would help, SQLite's plan doesn't say. */
export async function sqliteScans(sqlite: Sqlite, question: Fragment, rows: number): Promise<WholeScan[]> {
	const {text, values} = render(question, 'sqlite');
	const steps = await sqlite.query(`EXPLAIN QUERY PLAN ${text}`, values);
	const names = new Set(steps.flatMap(({detail}) => /^SCAN (?<name>\S+)(?!\S| USING (?:COVERING )?INDEX)/v.exec(String(detail))?.groups?.name ?? []));
	const scans: WholeScan[] = [];
	for (const table of names) {
		// What is no table (an alias) can't be counted.
		// eslint-disable-next-line no-await-in-loop -- few
		const [row] = await sqlite.query(`SELECT count(*) AS count FROM (SELECT 1 FROM ${quoted(table)} LIMIT ${10 * rows})`).catch(() => []);
		const count = Number(row?.count ?? 0);
		if (count > rows) {
			scans.push({table, rows: count, columns: [], quoted: quoted(table)});
		}
	}

	return scans;
}
