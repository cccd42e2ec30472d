/** Connections to MySQL and MariaDB. */
import type {Readable} from 'node:stream';
import {createPool, type FieldPacket, type Pool, type PoolConnection} from 'mysql2/promise';
import {mysqlAddress} from './mysql-address.ts';
import {mysqlFailure} from './mysql-failure.ts';
import type {Row} from './postgres.ts';

export type MysqlOptions = {
	/** `mysql://user@host:port/database?sslmode=disable|require|verify-full&socket=PATH`, without a password. */
	readonly url: string;
	/** Asked for before the first connection, and again once the server refuses it. */
	readonly password?: (() => Promise<string | undefined>) | undefined;
	/** Connections at a time. */
	readonly max?: number | undefined;
	/** ms: the server ends a question after that. */
	readonly statementTimeout: number;
};

export type MysqlValue = string | number | Uint8Array | null;

/** Of a result: `table` and `column` are where it comes from, empty for an expression; `type` is the protocol's number, `characterSet` 63 is binary. */
export type MysqlColumn = {readonly name: string; readonly table: string; readonly column: string; readonly type: number; readonly characterSet: number};

export type Mysql = {
	/**
	One statement in a read-only transaction, its values bound by the server. Whole numbers come as numbers (as text where they are too large), decimals as
	numbers, times and JSON as text, times in UTC where they have a zone. Throws a ProblemError `unavailable`, or the driver's error for a statement that is wrong.
	*/
	query(text: string, values?: readonly MysqlValue[]): Promise<Row[]>;
	/** What a statement gives, without running it. */
	columns(text: string): Promise<MysqlColumn[]>;
	/** The rows as they are at one moment, `limit` at a time; `timeout` in ms for all of them. Leaving it early frees the connection. */
	stream(text: string, values: readonly MysqlValue[], limit: number, timeout: number): AsyncIterable<Row[]>;
	/** Writes; returns how many rows it found to write. */
	run(text: string, values: readonly MysqlValue[]): Promise<number>;
	close(): Promise<void>;
};

/** ms */
const connectTimeout = 5000;

/** ms that the server has to end a question itself. */
const grace = 2000;

/** Connects at the first question. */
export function openMysql({url, password, max = 4, statementTimeout}: MysqlOptions): Mysql {
	const address = mysqlAddress(url);
	let opening: Promise<Pool> | undefined;
	const open = async () => {
		opening ??= (async () => {
			const secret = await password?.();
			return createPool({
				...address,
				...(secret !== undefined && {password: secret}),
				charset: 'utf8mb4',
				connectionLimit: max,
				connectTimeout,
				idleTimeout: 60_000,
				multipleStatements: false,
				dateStrings: true,
				jsonStrings: true,
				decimalNumbers: true,
				// The server has one limit for all of its clients, and statements here are seldom the same.
				maxPreparedStatements: 30,
				supportBigNumbers: true,
				// What the server says by a file name is no business of ours.
				flags: ['-LOCAL_FILES'],
			});
		})();
		try {
			return await opening;
		} catch (error) {
			opening = undefined;
			throw error;
		}
	};

	const settled = new WeakSet<object>();
	const connected = async <Answer>(body: (connection: PoolConnection) => Promise<Answer>): Promise<Answer> => {
		const pool = await open();
		let connection: PoolConnection | undefined;
		try {
			connection = await pool.getConnection();
			if (!settled.has(connection.connection)) {
				await settle(connection, statementTimeout);
				settled.add(connection.connection);
			}

			const answer = await body(connection);
			connection.release();
			return answer;
		} catch (error) {
			// Whatever state it is in: the next question has a new one.
			connection?.destroy();
			if (connection === undefined && isRefused(error)) {
				// The password may have been renewed.
				opening = undefined;
				void closed(pool);
			}

			throw mysqlFailure(error);
		}
	};

	const inTransaction = async <Answer>(mode: 'READ ONLY' | 'READ WRITE', body: (connection: PoolConnection) => Promise<Answer>) => connected(async connection => {
		await connection.query(`START TRANSACTION ${mode}`);
		const answer = await body(connection);
		await connection.query('COMMIT');
		return answer;
	});
	const ask = async (connection: PoolConnection, text: string, values: readonly MysqlValue[]) => connection.execute({sql: text, timeout: statementTimeout + grace}, [...values]);

	return {
		query: async (text, values = []) => inTransaction('READ ONLY', async connection => {
			const [rows] = await ask(connection, text, values);
			return Array.isArray(rows) ? rows as Row[] : [];
		}),
		columns: async text => inTransaction('READ ONLY', async connection => {
			const prepared = await connection.prepare(text);
			const columns = columnsOf(prepared);
			await prepared.close();
			return columns;
		}),
		stream: (text, values, limit, timeout) => streamed(open, {text, values, limit, timeout}),
		run: async (text, values) => inTransaction('READ WRITE', async connection => {
			const [result] = await ask(connection, text, values);
			return 'affectedRows' in result ? result.affectedRows : 0;
		}),
		async close() {
			const pool = await opening?.catch(() => undefined);
			await (pool && closed(pool));
		},
	};
}

/** A connection that is refused just then is no concern of whoever closes. */
async function closed(pool: Pool): Promise<void> {
	await pool.end().catch(() => undefined);
}

/** ER_ACCESS_DENIED_ERROR */
function isRefused(error: unknown): boolean {
	return error instanceof Error && 'errno' in error && error.errno === 1045;
}

/** What holds for all that a connection is asked: times in UTC, and an end to what takes too long. MariaDB and MySQL differ in how that is said. */
async function settle(connection: PoolConnection, timeout: number): Promise<void> {
	await connection.query('SET SESSION time_zone = \'+00:00\'');
	const [rows] = await connection.query('SELECT version() AS version');
	const version = Array.isArray(rows) && rows[0] !== undefined && 'version' in rows[0] ? String(rows[0].version) : '';
	await connection.query(version.includes('MariaDB') ? `SET SESSION max_statement_time = ${timeout / 1000}` : `SET SESSION max_execution_time = ${timeout}`);
}

type Streaming = {readonly text: string; readonly values: readonly MysqlValue[]; readonly limit: number; readonly timeout: number};

/**
On a connection of its own, which is taken out of use afterwards: there is no other way to leave off in the middle.

@yields so many rows at a time
*/
async function * streamed(open: () => Promise<Pool>, {text, values, limit, timeout}: Streaming): AsyncGenerator<Row[]> {
	let connection: PoolConnection | undefined;
	try {
		const pool = await open();
		connection = await pool.getConnection();
		await settle(connection, timeout);
		await connection.query('START TRANSACTION READ ONLY');
		// The driver's types say that the connection behind it is another one of promises.
		const core = connection.connection as unknown as {execute(sql: string, values: unknown[]): {stream(options: {highWaterMark: number}): Readable}};
		let rows: Row[] = [];
		for await (const row of core.execute(text, [...values]).stream({highWaterMark: limit})) {
			rows.push(row as Row);
			if (rows.length !== limit) {
				continue;
			}

			yield rows;
			rows = [];
		}

		if (rows.length > 0) {
			yield rows;
		}
	} catch (error) {
		throw mysqlFailure(error);
	} finally {
		connection?.destroy();
	}
}

/** The driver keeps what the server says of a prepared statement's columns where its types don't show it. */
function columnsOf(prepared: object): MysqlColumn[] {
	const statement = 'statement' in prepared ? prepared.statement : undefined;
	const columns = typeof statement === 'object' && statement !== null && 'columns' in statement ? statement.columns : undefined;
	return Array.isArray(columns) ? columns.map(column => columnOf(column as FieldPacket)) : [];
}

function columnOf({name, orgTable, orgName, columnType = 0, characterSet = 0}: FieldPacket): MysqlColumn {
	return {name, table: orgTable, column: orgName, type: columnType, characterSet};
}
