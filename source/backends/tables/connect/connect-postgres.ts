import pg from 'pg';
import {ProblemError} from '../../../contract/problem.ts';
import {openPostgres, type Postgres, type PostgresClient} from '../../../databases/postgres.ts';
import {tablesSql} from '../sql.ts';
import {postgresFailure} from '../../../databases/postgres-failure.ts';
import {TooSlowError} from '../../../databases/too-slow.ts';
import {withMarks} from '../check-statement.ts';
import type {ColumnType, DescribedColumn, TimeKind} from '../dialects/dialect.ts';
import {postgresDialect} from '../dialects/postgres.ts';
import {render} from '../fragment.ts';
import {postgresScans} from '../plans/postgres-scans.ts';
import {streamTimeout, type ConnectOptions, type TableDatabase, type TableRow} from './table-database.ts';

/** ms that whoever takes a stream may leave it standing: it keeps the database from cleaning up. */
const idleTimeout = 60_000;

const readOnly = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export type PostgresTables = {readonly url: string; readonly password?: (() => Promise<string | undefined>) | undefined};

/** Connects, to find out how letters are told from each other. */
export async function connectPostgres({url, password}: PostgresTables, {statementTimeout, allowWrites}: ConnectOptions): Promise<TableDatabase> {
	const postgres = openPostgres({
		url, password, max: 4, statementTimeout, isImpatient: true, isReadOnly: true,
	});
	try {
		const dialect = postgresDialect(await foldingCollation(postgres));
		const ask: TableDatabase['ask'] = async question => {
			const {text, values} = render(question, 'postgres');
			return inTime(postgres.transaction(async client => client.query(text, values), readOnly));
		};

		return {
			dialect,
			ask,
			describe: async query => inTime(postgres.transaction(async client => describe(client, query), readOnly)),
			stream: (question, rows) => stream(postgres, render(question, 'postgres'), rows),
			async act(statement, id) {
				if (!allowWrites) {
					throw new ProblemError('not-supported', 'writing into the tables is not allowed');
				}

				return inTime(postgres.transaction(async client =>
					// A statement that returns rows has as many for its count.
					await client.run(withMarks(statement, 'postgres', '$1').text, [id]) > 0,
				'BEGIN READ WRITE'));
			},
			scans: async (question, rows) => postgresScans(async (text, values) => inTime(postgres.transaction(async client => client.query(text, values), readOnly)), question, rows),
			// Class 22 is "data exception".
			isBadValue: error => error instanceof pg.DatabaseError && error.code?.startsWith('22') === true,
			close: postgres.close,
		};
	} catch (error) {
		await postgres.close();
		throw error;
	}
}

/** Undefined where the database's own collation knows more letters than ASCII's, or nothing does. */
async function foldingCollation(postgres: Postgres): Promise<string | undefined> {
	const [row] = await postgres.query(tablesSql('postgres-folding'));
	return row?.knows === false && row.icu === true ? '"und-x-icu"' : undefined;
}

async function describe(client: PostgresClient, query: string): Promise<DescribedColumn[]> {
	const {fields} = await client.raw.query(`SELECT * FROM (${query}\n) AS m LIMIT 0`).catch((error: unknown) => {
		throw postgresFailure(error);
	});
	const types = await client.query(tablesSql('postgres-types'), [fields.map(({dataTypeID}) => dataTypeID), fields.map(({tableID}) => tableID), fields.map(({columnID}) => columnID)]);
	return fields.map(({name}, index) => ({name, type: typeOf(types[index] ?? {})}));
}

const times: Readonly<Record<string, TimeKind>> = {'timestamp with time zone': 'zoned', 'timestamp without time zone': 'local', date: 'local'};
const numbers: ReadonlySet<unknown> = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

function typeOf({type, table_name: table, column_name: column}: TableRow): ColumnType {
	const name = String(type);
	const time = times[name] ?? 'unknown';
	const kind = name === 'bytea' ? 'binary' : 'text';
	return {
		name,
		time,
		kind: time === 'unknown' ? (numbers.has(name) ? 'number' : kind) : 'time',
		...(typeof table === 'string' && {table}),
		...(typeof column === 'string' && {column}),
	};
}

async function * stream(postgres: Postgres, {text, values}: {text: string; values: unknown[]}, rows: number): AsyncGenerator<TableRow[]> {
	const connection = await postgres.borrow();
	try {
		await connection.query(readOnly);
		await connection.query(`SET LOCAL statement_timeout = ${streamTimeout}; SET LOCAL idle_in_transaction_session_timeout = ${idleTimeout}`);
		await inTime(connection.query(`DECLARE streamed NO SCROLL CURSOR FOR ${text}`, values));
		for (;;) {
			const page = await inTime(connection.query(`FETCH ${rows} FROM streamed`)); // eslint-disable-line no-await-in-loop -- as fast as it is taken
			if (page.length === 0) {
				return;
			}

			yield page;
		}
	} finally {
		await connection.query('ROLLBACK').catch(() => undefined);
		connection.release();
	}
}

async function inTime<Answer>(asking: Promise<Answer>): Promise<Answer> {
	try {
		return await asking;
	} catch (error) {
		throw error instanceof ProblemError && error.cause instanceof pg.DatabaseError && error.cause.code === '57014' ? new TooSlowError(error.cause) : error;
	}
}
