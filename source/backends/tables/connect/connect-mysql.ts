import {ProblemError} from '../../../contract/problem.ts';
import {openMysql, type MysqlColumn} from '../../../databases/mysql.ts';
import {withMarks} from '../check-statement.ts';
import type {ColumnType} from '../dialects/dialect.ts';
import {mysqlDialect} from '../dialects/mysql.ts';
import {render} from '../fragment.ts';
import {mysqlScans} from '../plans/mysql-scans.ts';
import {streamTimeout, type ConnectOptions, type TableDatabase} from './table-database.ts';

export type MysqlTables = {readonly url: string; readonly password?: (() => Promise<string | undefined>) | undefined};

export async function connectMysql({url, password}: MysqlTables, {statementTimeout, allowWrites}: ConnectOptions): Promise<TableDatabase> {
	const mysql = openMysql({url, password, statementTimeout});
	return {
		dialect: mysqlDialect,
		async ask(question) {
			const {text, values} = render(question, 'mysql');
			return mysql.query(text, values);
		},
		async describe(query) {
			// Once as it is, for where its columns come from: a derived table hides that.
			const [columns, origins] = await Promise.all([
				mysql.columns(`SELECT * FROM (${query}\n) AS m`), mysql.columns(query),
			]);
			return columns.map((column, index) => ({name: column.name, type: typeOf(column, origins[index])}));
		},
		stream(question, rows) {
			const {text, values} = render(question, 'mysql');
			return mysql.stream(text, values, rows, streamTimeout);
		},
		async act(statement, id) {
			if (!allowWrites) {
				throw new ProblemError('not-supported', 'writing into the tables is not allowed');
			}

			const {text, count} = withMarks(statement, 'mysql', '?');
			return await mysql.run(text, Array.from({length: count}, () => id)) > 0;
		},
		scans: async (question, rows) => mysqlScans(mysql, question, rows),
		isBadValue: error => error instanceof Error && 'errno' in error && badValues.has(error.errno),
		close: mysql.close,
	};
}

/** ER_TRUNCATED_WRONG_VALUE, ER_WRONG_VALUE. */
const badValues: ReadonlySet<unknown> = new Set([1292, 1525]);

/** Numbers of the protocol's types: what isn't one of these is text. */
const numbers: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 8, 9, 13, 246]);
const timestamp = 7;
const dates: ReadonlySet<number> = new Set([10, 12, 14, 17, 18]);
const strings: ReadonlySet<number> = new Set([15, 249, 250, 251, 252, 253, 254]);
const binary = 63;

function typeOf({type, characterSet}: MysqlColumn, origin: MysqlColumn | undefined): ColumnType {
	const where = origin === undefined || origin.table === '' || origin.column === '' ? {} : {table: origin.table, column: origin.column};
	if (type === timestamp) {
		return {name: 'timestamp', kind: 'time', time: 'zoned', ...where};
	}

	if (dates.has(type)) {
		return {name: 'datetime', kind: 'time', time: 'local', ...where};
	}

	if (numbers.has(type)) {
		return {name: 'number', kind: 'number', time: 'unknown', ...where};
	}

	// NULL as a column has no type of its own.
	return strings.has(type) && characterSet === binary ? {name: 'binary', kind: 'binary', time: 'unknown', ...where} : {name: 'text', kind: 'text', time: 'unknown', ...where};
}
