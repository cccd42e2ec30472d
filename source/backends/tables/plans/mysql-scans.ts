import type {Mysql} from '../../../databases/mysql.ts';
import {tablesSql} from '../sql.ts';
import type {WholeScan} from '../connect/table-database.ts';
import {render, type Fragment} from '../fragment.ts';
import {nodesOf, withoutTexts} from './json.ts';

/** Tables that are read whole, with more than `rows` rows, where no index could be used. MySQL and MariaDB draw their plans alike here. */
export async function mysqlScans(mysql: Mysql, question: Fragment, rows: number): Promise<WholeScan[]> {
	const {text, values} = render(question, 'mysql');
	const [plan = {}] = await mysql.query(`EXPLAIN FORMAT=JSON ${text}`, values);
	const known = await mysql.query(tablesSql('mysql-tables'));
	const tables = new Map(known.map(({name, row_count: count}) => [String(name), Number(count)]));
	const scans: WholeScan[] = [];
	for (const {node, around} of nodesOf(parsed(Object.values(plan)[0]))) {
		const {table_name: table, access_type: access, possible_keys: keys} = node;
		const count = typeof table === 'string' ? Math.max(Number(node.rows ?? node.rows_examined_per_scan ?? 0), tables.get(table) ?? 0) : 0;
		if (access !== 'ALL' || typeof table !== 'string' || keys !== undefined || count <= rows || table.startsWith('<')) {
			continue;
		}

		const said = [node.attached_condition, ...around.flatMap(({sort_key: key}) => [key])].map(condition => withoutTexts(condition).replaceAll('`', '')).join(' ');
		const columns = [...new Set(said.split(/[\s\(\),]+/v).flatMap(word => {
			const [name, qualifier] = word.split('.').toReversed();
			return qualifier === table && name !== undefined ? [name] : [];
		}))];
		if (columns.length > 0) {
			scans.push({table, rows: count, columns, quoted: tables.has(table) ? `\`${table.replaceAll('`', '``')}\`` : undefined});
		}
	}

	return scans;
}

function parsed(plan: unknown): unknown {
	return typeof plan === 'string' ? JSON.parse(plan) : undefined;
}
