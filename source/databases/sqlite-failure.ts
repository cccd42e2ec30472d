/** What SQLite's errors mean to whoever asks this program. */
import {ProblemError} from '../contract/problem.ts';

/** By SQLite's primary result codes: what is wrong with the file or its place, and not with the question. Source: sqlite.org/rescode.html. */
const unavailable: Readonly<Record<number, string>> = {
	3: 'the database\'s file may not be read',
	5: 'the database is busy',
	6: 'the database is busy',
	8: 'the database can only be read',
	10: 'the database\'s disk cannot be read or written',
	11: 'the database\'s file is damaged',
	13: 'the database\'s disk is full',
	14: 'the database\'s file cannot be opened',
	23: 'the database may not be asked this',
	26: 'the file is no SQLite database',
};

/** An error of SQLite: its code, and what it said of a statement. */
export class SqliteError extends Error {
	/** The primary result code; 0 where there is none. */
	readonly code: number;

	constructor(message: string, code = 0) {
		super(message);
		this.name = 'SqliteError';
		// The lowest byte: the others say more of the same.
		this.code = code % 256;
	}
}

/** A ProblemError `unavailable` for what the file has; the error itself for what is wrong with a statement. */
export function sqliteFailure(error: SqliteError): Error {
	const detail = unavailable[error.code];
	return detail === undefined ? error : new ProblemError('unavailable', detail, {cause: error});
}
