/** What PostgreSQL's errors mean to whoever asks this program. */
import pg from 'pg';
import {ProblemError} from '../contract/problem.ts';

/** By the class of SQLSTATE (its first two characters) or the whole: what is wrong on the database's side, and not with the question. Source: PostgreSQL's Appendix A. */
const unavailable: ReadonlyArray<readonly [code: string, detail: string]> = [
	['57014', 'the database took too long to answer'],
	['25006', 'the database can only be read'],
	['55P03', 'the database is busy'],
	['40001', 'the database is busy'],
	['40P01', 'the database is busy'],
	['08', 'the connection to the database broke'],
	['28', 'the database refuses the user or the password'],
	['3D', 'there is no such database'],
	['42501', 'the user of the database may not do this'],
	['53', 'the database has no room or no connection left'],
	['57', 'the database is shutting down or not ready'],
	['58', 'the database cannot read or write its disk'],
	['XX', 'the database is damaged or failed inside'],
];

/** Errors of Node's sockets. */
const connection: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the database refuses the connection',
	ENOTFOUND: 'the database\'s host cannot be found',
	EAI_AGAIN: 'the database\'s host cannot be found',
	ETIMEDOUT: 'the database does not answer',
	EHOSTUNREACH: 'the database\'s host cannot be reached',
	ENETUNREACH: 'the database\'s host cannot be reached',
	ECONNRESET: 'the connection to the database broke',
	EPIPE: 'the connection to the database broke',
	ENOENT: 'nothing listens on the database\'s socket',
};

/** What the driver says of a server that said nothing in time. */
export const readTimeout = 'Query read timeout';

/** A ProblemError `unavailable` for what the database or the way to it has; the error itself for what is wrong with a statement. */
export function postgresFailure(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof ProblemError) {
		return error;
	}

	const detail = detailOf(error);
	return detail === undefined ? error : new ProblemError('unavailable', detail, {cause: error});
}

function detailOf(error: Error): string | undefined {
	if (error instanceof pg.DatabaseError) {
		return unavailable.find(([code]) => error.code?.startsWith(code) === true)?.[1];
	}

	if ('code' in error && typeof error.code === 'string' && connection[error.code] !== undefined) {
		return connection[error.code];
	}

	if (error.message.includes('password must be a string')) {
		return 'the database wants a password, and there is none';
	}

	if (error.message === readTimeout) {
		return 'the database does not answer';
	}

	// The driver has no codes of its own for these.
	return /^(?:connection terminated|timeout exceeded when trying to connect|client has encountered a connection error)/iv.test(error.message)
		? 'the connection to the database broke'
		: undefined;
}
