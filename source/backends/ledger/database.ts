/** A SQLite database with its statements kept prepared, transactions, and failures that a caller may hear of. */
import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {asUnavailable, isBusy} from './unavailable.ts';

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

/** How long a write waits for that of another process, in ms. All else in this process waits meanwhile. */
export const busyTimeout = 2000;

/** The same once a wait was in vain, in ms, until a write gets through: a process that holds the lock for minutes must not stop all reads. */
const impatientTimeout = 50;

/** Filters make new statements: those unused for longest are let go. */
const maxStatements = 200;

/** `assertPlace` throws a ProblemError where what is written would be lost; it is asked before each transaction, and before its result is told. */
export function wrapDatabase(connection: DatabaseSync, assertPlace: () => void = () => undefined): Database {
	const statements = new Map<string, StatementSync>();
	let isImpatient = false;
	const waitFor = (isShort: boolean) => {
		if (isImpatient === isShort) {
			return;
		}

		isImpatient = isShort;
		connection.exec(`PRAGMA busy_timeout = ${isShort ? impatientTimeout : busyTimeout}`);
	};

	let isUndone = true;
	const undo = () => {
		try {
			// SQLite has undone it itself after some failures, and a COMMIT that failed leaves it open.
			if (connection.isTransaction) {
				connection.exec('ROLLBACK');
			}

			isUndone = true;
		} catch {
			// What failed before is what the caller has to hear of.
			isUndone = false;
		}
	};

	const within = <T>(begin: string, work: () => T): T => {
		// What the disk did not let be undone is made up for first.
		if (!isUndone) {
			undo();
		}

		try {
			connection.exec(begin);
			const result = work();
			connection.exec('COMMIT');
			return result;
		} catch (error) {
			undo();
			throw error;
		}
	};

	const write = <T>(work: () => T): T => {
		try {
			const result = within('BEGIN IMMEDIATE', work);
			waitFor(false);
			return result;
		} catch (error) {
			if (isBusy(error)) {
				waitFor(true);
			}

			throw asUnavailable(error);
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
		transaction(work) {
			assertPlace();
			const result = write(work);
			assertPlace();
			return result;
		},
		snapshot: work => within('BEGIN', work),
		close() {
			statements.clear();
			connection.close();
		},
	};
}
