import {tablesSql} from '../sql.ts';
import type {TableRow, WholeScan} from '../connect/table-database.ts';
import {render, type Fragment} from '../fragment.ts';
import {columnsIn, nodesOf, withoutTexts} from './json.ts';

type Ask = (text: string, values: readonly unknown[]) => Promise<TableRow[]>;

/** Sequential scans of tables with more than `rows` rows, where no index begins with what they look for. */
export async function postgresScans(ask: Ask, question: Fragment, rows: number): Promise<WholeScan[]> {
	const {text, values} = render(question, 'postgres');
	const [plan = {}] = await ask(`EXPLAIN (FORMAT JSON, VERBOSE) ${text}`, values);
	const scans: WholeScan[] = [];
	for (const {node, around} of nodesOf(plan['QUERY PLAN'])) {
		const {Schema: schema, 'Relation Name': table, Alias: alias} = node;
		if (node['Node Type'] !== 'Seq Scan' || typeof schema !== 'string' || typeof table !== 'string') {
			continue;
		}

		const [known] = await ask(tablesSql('postgres-table'), [schema, table]); // eslint-disable-line no-await-in-loop -- few
		const count = Number(known?.rows ?? 0);
		if (known === undefined || count <= rows) {
			continue;
		}

		const names = textsOf(known.columns);
		const sorted = around.flatMap(({'Sort Key': keys}) => textsOf(keys)).filter(key => key.includes(`${String(alias)}.`));
		const columns = [...new Set([withoutTexts(node.Filter), ...sorted.map(key => withoutTexts(key))].flatMap(condition => columnsIn(condition, names)))];
		if (columns.length > 0 && !textsOf(known.leading).includes(columns[0] ?? '')) {
			scans.push({table: `${schema}.${table}`, rows: count, columns, quoted: String(known.quoted)});
		}
	}

	return scans;
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
