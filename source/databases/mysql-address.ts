/** The parts of `mysql://user@host:port/database?sslmode=…&socket=…`. */
import {ProblemError} from '../contract/problem.ts';

export type MysqlAddress = {
	readonly host: string;
	readonly port: number;
	readonly user?: string;
	readonly database?: string;
	/** A Unix socket instead of host and port. */
	readonly socketPath?: string;
	/** Undefined: without encryption. */
	readonly ssl?: {readonly rejectUnauthorized: boolean};
};

/** As PostgreSQL's `sslmode` has them; the others of its words promise what can't be held here. */
const sslModes: Readonly<Record<string, MysqlAddress['ssl']>> = {
	disable: undefined, require: {rejectUnauthorized: false}, 'verify-full': {rejectUnauthorized: true},
};

const known: ReadonlySet<string> = new Set(['sslmode', 'socket']);

/** Throws a ProblemError `invalid-request` of one line, which repeats nothing of the URL but names of parameters. */
export function mysqlAddress(url: string): MysqlAddress {
	const parsed = URL.parse(url);
	if (parsed === null || !/^(?:mysql|mariadb):\/\//v.test(url)) {
		throw new ProblemError('invalid-request', 'the URL of the database is not complete; it is to be like mysql://USER@HOST/DATABASE');
	}

	const {hostname, port, username, pathname, searchParams} = parsed;
	const stray = searchParams.keys().find(name => !known.has(name));
	if (stray !== undefined) {
		throw new ProblemError('invalid-request', `the URL of the database has a parameter ${JSON.stringify(stray.slice(0, 50))}; for MySQL there are sslmode and socket`);
	}

	const mode = searchParams.get('sslmode') ?? 'disable';
	if (!Object.hasOwn(sslModes, mode)) {
		throw new ProblemError('invalid-request', 'sslmode in the URL of the database is to be disable, require or verify-full');
	}

	const socketPath = searchParams.get('socket');
	const ssl = sslModes[mode];
	return {
		host: hostname === '' ? 'localhost' : hostname.replace(/^\[(?<address>.*)\]$/v, '$<address>'),
		port: port === '' ? 3306 : Number(port),
		...(username !== '' && {user: decoded(username)}),
		...(pathname.length > 1 && {database: decoded(pathname.slice(1))}),
		...(socketPath !== null && {socketPath}),
		...(ssl !== undefined && {ssl}),
	};
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new ProblemError('invalid-request', 'the URL of the database has a "%" that is no escape; write it as %25');
	}
}
