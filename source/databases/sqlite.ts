/**
Reads SQLite files of other programs, each connection in a process of its own: a question that takes too long is ended with its process, as SQLite has no other
way that Node knows, and nobody else waits for it.
*/
import {fork, type ChildProcess} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ProblemError} from '../contract/problem.ts';
import type {Row} from './postgres.ts';
import {SqliteError, sqliteFailure} from './sqlite-failure.ts';
import type {SqliteAnswer, SqliteQuestion, SqliteValue} from './sqlite-messages.ts';
import {TooSlowError} from './too-slow.ts';

export type SqliteOptions = {
	readonly file: string;
	/** ms for one question. */
	readonly statementTimeout: number;
	/** ms for each page of a stream: the first may be sorted out of everything. */
	readonly streamTimeout?: number | undefined;
};

/** Of a result: `table` and `column` are where it comes from, null for an expression. */
export type SqliteColumn = {readonly name: string; readonly table: string | null; readonly column: string | null};

export type Sqlite = {
	/** One statement, that writes nothing. Throws a ProblemError `unavailable`, or a SqliteError for a statement that is wrong. */
	query(text: string, values?: readonly SqliteValue[]): Promise<Row[]>;
	/** What a statement gives, without running it. */
	columns(text: string): Promise<SqliteColumn[]>;
	/** The rows as they are at one moment, `limit` at a time. Leaving it early frees what it holds. */
	stream(text: string, values: readonly SqliteValue[], limit: number): AsyncIterable<Row[]>;
	/** Writes; returns how many rows. */
	run(text: string, values: readonly SqliteValue[]): Promise<number>;
	close(): Promise<void>;
};

/** ms for which a writer of the file is waited for. */
const busyTimeout = 2000;

/** Opens the file at the first question; it has to be there. */
export function openSqlite({file, statementTimeout, streamTimeout = statementTimeout}: SqliteOptions): Sqlite {
	const start = (mode: 'read' | 'write', timeout = statementTimeout) => startReader({file, mode, statementTimeout: timeout});
	const reader = start('read');
	const all = new Set([reader]);
	const startApart = (mode: 'read' | 'write', timeout?: number) => {
		const other = start(mode, timeout);
		all.add(other);
		return {
			ask: other.ask,
			[Symbol.dispose]() {
				all.delete(other);
				other.close();
			},
		};
	};

	async function * stream(text: string, values: readonly SqliteValue[], limit: number): AsyncGenerator<Row[]> {
		using other = startApart('read', streamTimeout);
		await other.ask({kind: 'stream', text, values, limit});
		for (;;) {
			// eslint-disable-next-line no-await-in-loop -- as fast as it is taken
			const rows = rowsOf(await other.ask({kind: 'next', text: '', values: [], limit}));
			if (rows.length === 0) {
				return;
			}

			yield rows;
		}
	}

	return {
		query: async (text, values = []) => rowsOf(await reader.ask({kind: 'all', text, values, limit: 0})),
		columns: async text => rowsOf(await reader.ask({kind: 'columns', text, values: [], limit: 0})) as SqliteColumn[],
		stream,
		async run(text, values) {
			using other = startApart('write');
			const {changes = 0} = await other.ask({kind: 'run', text, values, limit: 0});
			return changes;
		},
		async close() {
			for (const each of all) {
				each.close();
			}
		},
	};
}

type Reader = {
	/** Questions are answered one after the other; the time of one counts from when it is its turn. */
	ask(question: SqliteQuestion): Promise<SqliteAnswer>;
	close(): void;
};

type Start = SqliteOptions & {readonly mode: 'read' | 'write'};

function startReader({file, mode, statementTimeout}: Start): Reader {
	let child: ChildProcess | undefined;
	let turn: Promise<unknown> = Promise.resolve();
	let isClosed = false;
	const stop = () => {
		child?.kill('SIGKILL');
		child = undefined;
	};

	const askNow = async (question: SqliteQuestion): Promise<SqliteAnswer> => {
		if (isClosed) {
			throw new ProblemError('unavailable', 'the database was closed');
		}

		child ??= fork(program(), [file, mode, String(busyTimeout)], {execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced'});
		const asked = child;
		// The time is for the question: a program takes a while to start.
		const {promise, resolve, reject} = Promise.withResolvers<SqliteAnswer>();
		const onExit = () => {
			reject(new ProblemError('unavailable', isClosed ? 'the database was closed' : 'what reads the database\'s file has ended'));
		};

		const timer = setTimeout(() => {
			reject(new TooSlowError());
		}, statementTimeout + busyTimeout);
		asked.once('message', resolve).once('exit', onExit).once('error', onExit);
		asked.send(question);
		try {
			const answer = await promise;
			if (answer.error !== undefined) {
				throw sqliteFailure(new SqliteError(answer.error.message, answer.error.code));
			}

			return answer;
		} catch (error) {
			if (!(error instanceof SqliteError)) {
				// Whatever it still does, nobody waits for it.
				stop();
			}

			throw error;
		} finally {
			clearTimeout(timer);
			asked.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error').on('error', () => undefined);
		}
	};

	return {
		async ask(question) {
			const answer = turn.then(async () => askNow(question));
			turn = answer.catch(() => undefined);
			return answer;
		},
		close() {
			isClosed = true;
			stop();
		},
	};
}

/** Beside this module: in the sources as in the built program. */
function program(): string {
	return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? 'sqlite-process.ts' : 'sqlite-process.js', import.meta.url));
}

function rowsOf({rows = []}: SqliteAnswer): Row[] {
	return [...rows];
}
