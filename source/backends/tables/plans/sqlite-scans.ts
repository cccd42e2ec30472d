import type {Sqlite} from '../../../databases/sqlite.ts';
import type {WholeScan} from '../connect/table-database.ts';
import {render, type Fragment} from '../fragment.ts';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Tables that are read whole, with more than `rows` rows. Which columns would help, SQLite's plan doesn't say. */
export async function sqliteScans(sqlite: Sqlite, question: Fragment, rows: number): Promise<WholeScan[]> {
	const {text, values} = render(question, 'sqlite');
	const steps = await sqlite.query(`EXPLAIN QUERY PLAN ${text}`, values);
	const names = new Set(steps.flatMap(({detail}) => /^SCAN (?<name>\S+)(?! USING (?:COVERING )?INDEX)/v.exec(String(detail))?.groups?.name ?? []));
	const scans: WholeScan[] = [];
	for (const table of names) {
		// What is no table with rows of its own (a view, an alias) has no such number.
		// eslint-disable-next-line no-await-in-loop -- few
		const [row] = await sqlite.query(`SELECT max(rowid) AS last FROM ${quoted(table)}`).catch(() => []);
		const last = Number(row?.last ?? 0);
		if (last > rows) {
			scans.push({table, rows: last, columns: [], quoted: quoted(table)});
		}
	}

	return scans;
}
