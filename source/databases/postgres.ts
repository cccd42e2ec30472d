/** A pool of connections to PostgreSQL, or to what speaks its protocol. */
import pg, {type Pool, type PoolClient, type PoolConfig, type QueryResult} from 'pg';
import {parseIntoClientConfig} from 'pg-connection-string';
import {ProblemError} from '../contract/problem.ts';
import {postgresFailure, readTimeout} from './postgres-failure.ts';

export type PostgresOptions = {
	/** `postgres://user@host:port/database?sslmode=…`, without a password. What it leaves out comes from PG* variables, as in psql. */
	readonly url: string;
	/** Asked for at each new connection; without it, PGPASSWORD and ~/.pgpass count. */
	readonly password?: (() => Promise<string | undefined>) | undefined;
	/** Connections at a time. */
	readonly max?: number | undefined;
	/** ms: the server ends a statement after that. */
	readonly statementTimeout?: number | undefined;
	/** A server that doesn't even say that a statement took too long is given up soon after, with its connection. Not where statements set a time of their own, but on a borrowed connection. */
	readonly isImpatient?: boolean | undefined;
	/** Transactions can't write unless they say so. */
	readonly isReadOnly?: boolean | undefined;
};

export type Row = Readonly<Record<string, unknown>>;

/** One connection. Numbers of 64 bits come as JavaScript numbers, JSON parsed, times as Date. */
export type PostgresClient = {
	/** `text` may hold several statements only without values. Throws what `postgresFailure` makes of the server's errors. */
	query(text: string, values?: readonly unknown[]): Promise<Row[]>;
	/** How many rows a statement has written. */
	run(text: string, values?: readonly unknown[]): Promise<number>;
	/** For streams (COPY, cursors). */
	readonly raw: PoolClient;
};

export type Postgres = Omit<PostgresClient, 'raw'> & {
	/**
	Commits when `body` resolves, rolls back when it rejects; the connection is taken out of use where that fails, too. `begin` is the statement that opens it,
	such as `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`.
	*/
	transaction<Answer>(body: (client: PostgresClient) => Promise<Answer>, begin?: string): Promise<Answer>;
	/** A connection of one's own, for as long as `body` runs. */
	connected<Answer>(body: (client: PostgresClient) => Promise<Answer>): Promise<Answer>;
	/** A connection of one's own until it is given back; what it has begun has to be ended before. */
	borrow(): Promise<PostgresClient & {release(): void}>;
	close(): Promise<void>;
};

/** Numbers of 8 bytes: counts and ids here are far below 2^53. */
const int8 = 20;
const numeric = 1700;

/** ms: a server that can't be reached is told as such before a client's own patience ends. */
const connectTimeout = 5000;

/** ms that a server has to say that a statement took too long, before it is taken for gone. */
const grace = 3000;

/** ms: longer than anything that sets its own time. */
const unhurried = 3_600_000;

/** Connects at the first question. */
export function openPostgres({url, password, max = 10, statementTimeout, isImpatient = false, isReadOnly = false}: PostgresOptions): Postgres {
	const pool = new pg.Pool({
		// Not as a connectionString: that has no password, and would take this one away.
		...parseIntoClientConfig(url),
		...(password !== undefined && {password: password as PoolConfig['password']}),
		max,
		application_name: 'sync-tui',
		connectionTimeoutMillis: connectTimeout,
		idleTimeoutMillis: 60_000,
		keepAlive: true,
		types: {getTypeParser},
		...(statementTimeout !== undefined && {statement_timeout: statementTimeout, ...(isImpatient && {query_timeout: statementTimeout + grace})}),
		...(isReadOnly && {options: '-c default_transaction_read_only=on'}),
	});
	// A connection that breaks while nobody uses it is replaced when one is needed.
	pool.on('error', () => undefined);
	const ownClients = new WeakMap<PoolClient, PostgresClient>();
	const connected: Postgres['connected'] = async body => {
		const raw = await translated(pool.connect());
		const client = ownClients.get(raw) ?? clientOf(raw);
		ownClients.set(raw, client);
		let broken: Error | undefined;
		const onError = (error: Error) => {
			broken = error;
		};

		raw.on('error', onError);
		try {
			return await body(client);
		} catch (error) {
			broken ??= isBroken(error) || isSilence(error) ? error : undefined;
			throw error;
		} finally {
			raw.off('error', onError);
			raw.release(broken);
		}
	};

	return {
		query: async (text, values) => rowsOf(await translated(ask(pool, text, values))),
		run: async (text, values) => countOf(await translated(ask(pool, text, values))),
		connected,
		async borrow() {
			const raw = await translated(pool.connect());
			let broken: Error | undefined;
			const onError = (error: Error) => {
				broken = error;
			};

			raw.on('error', onError);
			return {
				...clientOf(raw, unhurried),
				release() {
					raw.off('error', onError);
					raw.release(broken);
				},
			};
		},
		transaction: async (body, begin = 'BEGIN') => connected(async client => {
			await client.query(begin);
			try {
				const answer = await body(client);
				await client.query('COMMIT');
				return answer;
			} catch (error) {
				if (isSilence(error)) {
					throw new BrokenConnection(error, error);
				}

				try {
					await client.query('ROLLBACK');
				} catch (rollbackError) {
					throw new BrokenConnection(error, rollbackError);
				}

				throw error;
			}
		}).catch((error: unknown) => {
			throw error instanceof BrokenConnection ? error.cause : error;
		}),
		async close() {
			await pool.end();
		},
	};
}

/** What the body threw is what the caller hears; that the rollback failed is for the pool alone. */
class BrokenConnection extends Error {
	constructor(cause: unknown, readonly rollbackError: unknown) {
		super('the transaction could not be rolled back', {cause});
	}
}

/** The server said nothing in time: nor will it to the next question on this connection. */
function isSilence(error: unknown): error is ProblemError {
	return error instanceof ProblemError && error.cause instanceof Error && error.cause.message === readTimeout;
}

function isBroken(error: unknown): error is BrokenConnection {
	return error instanceof BrokenConnection;
}

type Answered = QueryResult<Record<string, unknown>>;

function clientOf(raw: PoolClient, timeout?: number): PostgresClient {
	return {
		raw,
		query: async (text, values) => rowsOf(await translated(ask(raw, text, values, timeout))),
		run: async (text, values) => countOf(await translated(ask(raw, text, values, timeout))),
	};
}

async function ask(asked: Pool | PoolClient, text: string, values: readonly unknown[] | undefined, timeout?: number): Promise<Answered> {
	const question = {text, ...(values !== undefined && {values: [...values]}), ...(timeout !== undefined && {query_timeout: timeout})};
	const answers: unknown = await asked.query(question);
	// Of several statements, the last one's.
	const [last] = [answers].flat().slice(-1) as Answered[];
	return last ?? noAnswer;
}

const rowsOf = ({rows}: Answered): Row[] => rows;
const countOf = ({rowCount}: Answered): number => rowCount ?? 0;
const noAnswer: Answered = {rows: [], rowCount: 0, command: '', oid: 0, fields: []};

async function translated<Answer>(asking: Promise<Answer>): Promise<Answer> {
	try {
		return await asking;
	} catch (error) {
		throw postgresFailure(error);
	}
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
	return (oid === int8 || oid === numeric) && format !== 'binary' ? Number : (pg.types.getTypeParser(oid, 'text') as (value: string) => unknown);
}
