/** A SQLite database with its statements kept prepared, transactions, and failures that a caller may hear of. */
import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {ProblemError} from '../../contract/problem.ts';

export type Database = {
	/** The prepared statement of this SQL; the same one each time, so its rows must be read before it is used again. */
	statement(text: string): StatementSync;
	/** Runs statements that have no values and no rows. */
	script(text: string): void;
	/** All or nothing: what `work` did is undone if it throws. What SQLite can't do now is a ProblemError `unavailable`. */
	transaction<T>(work: () => T): T;
	/** One state of the data for all that `work` reads. */
	snapshot<T>(work: () => T): T;
	close(): void;
};

/** Filters make new statements: those unused for longest are let go. */
const maxStatements = 200;

export function wrapDatabase(connection: DatabaseSync): Database {
	const statements = new Map<string, StatementSync>();

	const within = <T>(begin: string, work: () => T): T => {
		try {
			connection.exec(begin);
			const result = work();
			connection.exec('COMMIT');
			return result;
		} catch (error) {
			// SQLite has undone it itself after some failures, and a COMMIT that failed leaves it open.
			if (connection.isTransaction) {
				connection.exec('ROLLBACK');
			}

			throw unavailable(error) ?? error;
		}
	};

	return {
		statement(text) {
			const statement = statements.get(text) ?? connection.prepare(text);
			statements.delete(text);
			statements.set(text, statement);
			const [oldest] = statements.keys();
			if (statements.size > maxStatements && oldest !== undefined) {
				statements.delete(oldest);
			}

			return statement;
		},
		script(text) {
			connection.exec(text);
		},
		transaction: work => within('BEGIN IMMEDIATE', work),
		snapshot: work => within('BEGIN', work),
		close() {
			statements.clear();
			connection.close();
		},
	};
}

/** SQLite's result codes (primary, the low byte) that say nothing against the request. */
const reasons = new Map([
	[5, 'the ledger is busy: another process writes to it'],
	[6, 'the ledger is busy: another process writes to it'],
	[8, 'the ledger can only be read'],
	[10, 'the ledger\'s disk cannot be read or written'],
	[13, 'the ledger\'s disk is full'],
]);

function unavailable(error: unknown): ProblemError | undefined {
	const reason = reasons.get(sqliteCode(error) ?? 0);
	return reason === undefined ? undefined : new ProblemError('unavailable', reason, {cause: error, retryAfter: 2});
}

/** The primary result code of an error of SQLite's; undefined for other errors. */
export function sqliteCode(error: unknown): number | undefined {
	// The low byte is the primary code; the rest says more of the same.
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode % 256 : undefined;
}
