import {ProblemError} from '../../../contract/problem.ts';
import {openSqlite} from '../../../databases/sqlite.ts';
import {withMarks} from '../check-statement.ts';
import {sqliteDialect} from '../dialects/sqlite.ts';
import {render} from '../fragment.ts';
import {sqliteScans} from '../plans/sqlite-scans.ts';
import {streamTimeout, type ConnectOptions, type TableDatabase} from './table-database.ts';

export async function connectSqlite(file: string, {statementTimeout, allowWrites}: ConnectOptions): Promise<TableDatabase> {
	const sqlite = openSqlite({file, statementTimeout, streamTimeout});
	return {
		dialect: sqliteDialect,
		async ask(question) {
			const {text, values} = render(question, 'sqlite');
			return sqlite.query(text, values);
		},
		async describe(query) {
			const columns = await sqlite.columns(`SELECT * FROM (${query}\n) AS m`);
			return columns.map(({name, table, column}) => ({
				name,
				// A column may hold anything: what its times are, the mapping says.
				type: {name: 'any', kind: 'other', time: 'local', ...(table !== null && {table}), ...(column !== null && {column})},
			}));
		},
		stream(question, rows) {
			const {text, values} = render(question, 'sqlite');
			return sqlite.stream(text, values, rows);
		},
		async act(statement, id) {
			if (!allowWrites) {
				throw new ProblemError('not-supported', 'writing into the tables is not allowed');
			}

			const {text, count} = withMarks(statement, 'sqlite', '?');
			return await sqlite.run(text, Array.from({length: count}, () => id)) > 0;
		},
		scans: async (question, rows) => sqliteScans(sqlite, question, rows),
		isBadValue: () => false,
		close: sqlite.close,
	};
}
