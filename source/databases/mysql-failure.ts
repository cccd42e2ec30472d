/** What the errors of MySQL and MariaDB mean to whoever asks this program. */
import {ProblemError} from '../contract/problem.ts';
import {TooSlowError} from './too-slow.ts';

/** A statement was ended because of its time: MySQL's ER_QUERY_TIMEOUT, MariaDB's ER_STATEMENT_TIMEOUT, and the driver's own. */
const tooSlow: ReadonlySet<unknown> = new Set([3024, 1969, 'PROTOCOL_SEQUENCE_TIMEOUT']);

/** By the server's numbers (MySQL's and MariaDB's references), and by the names that Node and the driver give: what is wrong on the database's side. */
const unavailable: ReadonlyMap<unknown, string> = new Map<unknown, string>([
	[1040, 'the database has no connection left'],
	[1203, 'the database has no connection left'],
	[1044, 'the user of the database may not do this'],
	[1142, 'the user of the database may not do this'],
	[1143, 'the user of the database may not do this'],
	[1045, 'the database refuses the user or the password'],
	[1698, 'the database refuses the user or the password'],
	[1049, 'there is no such database'],
	[1290, 'the database can only be read'],
	[1792, 'the database can only be read'],
	[1205, 'the database is busy'],
	[1213, 'the database is busy'],
	[1021, 'the database has no room left'],
	[1053, 'the database is shutting down'],
	[1317, 'the database ended the question'],
	['ECONNREFUSED', 'the database refuses the connection'],
	['ENOTFOUND', 'the database\'s host cannot be found'],
	['EAI_AGAIN', 'the database\'s host cannot be found'],
	['ETIMEDOUT', 'the database does not answer'],
	['EHOSTUNREACH', 'the database\'s host cannot be reached'],
	['ENETUNREACH', 'the database\'s host cannot be reached'],
	['ENOENT', 'nothing listens on the database\'s socket'],
	['ECONNRESET', 'the connection to the database broke'],
	['EPIPE', 'the connection to the database broke'],
	['PROTOCOL_CONNECTION_LOST', 'the connection to the database broke'],
	['POOL_CLOSED', 'the database was closed'],
	['HANDSHAKE_SSL_ERROR', 'the connection to the database could not be encrypted'],
	['HANDSHAKE_NO_SSL_SUPPORT', 'the database has no encryption'],
]);

/** A ProblemError `unavailable` for what the database or the way to it has (TooSlowError for its time); the error itself for what is wrong with a statement. */
export function mysqlFailure(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof ProblemError) {
		return error;
	}

	const known = ['errno' in error ? error.errno : undefined, 'code' in error ? error.code : undefined];
	if (known.some(each => tooSlow.has(each))) {
		return new TooSlowError(error);
	}

	const detail = known.map(each => unavailable.get(each)).find(each => each !== undefined);
	return detail === undefined ? error : new ProblemError('unavailable', detail, {cause: error});
}
