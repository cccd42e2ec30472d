/** Which database is meant: `sqlite:FILE`, or a URL without a password. */
import {expandPath} from './folders.ts';
import {UsageError} from './usage-error.ts';

export type DatabaseAddress =
	/** An absolute path, or `:memory:`. */
	| {readonly kind: 'sqlite'; readonly file: string}
	| {readonly kind: 'postgres'; readonly url: string}
	| {readonly kind: 'mysql'; readonly url: string}
	/** A PostgreSQL whose subscriptions are watched; its URL begins with `postgres:`, too. */
	| {readonly kind: 'replication'; readonly url: string};

const kinds: Readonly<Record<string, 'postgres' | 'mysql' | 'replication'>> = {
	postgres: 'postgres', postgresql: 'postgres', mysql: 'mysql', mariadb: 'mysql', 'postgres-replication': 'replication',
};
const forms = 'give sqlite:FILE, postgres://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE or postgres-replication://USER@HOST/DATABASE';

/** Of schemes that aren't ours, those that are repeated to whoever wrote them; anything else before a colon may be a secret. */
const strangers: ReadonlySet<string> = new Set(['oracle', 'sqlserver', 'mssql', 'mongodb', 'redis', 'http', 'https', 'file', 'jdbc', 'odbc', 'db2', 'snowflake']);

/** Where a URL may hold a password: in a variable, which others can't read, and nowhere else. */
export type PasswordRule = 'refused' | 'allowed';

/**
`setting` is what a message calls the place that `text` is from; a relative path is below `base`. Throws a UsageError of one line which repeats nothing
of `text` but a scheme: there may be a password in it.
*/
export function parseDatabase(text: string, setting: string, base: string, passwords: PasswordRule = 'refused'): DatabaseAddress & {readonly password?: string} {
	const {scheme, rest = ''} = /^(?<scheme>[a-z][\d+\-.a-z]*):(?<rest>.*)$/iv.exec(text.trim())?.groups ?? {};
	if (scheme === undefined) {
		throw new UsageError(`${setting} wants a URL; ${forms}.`);
	}

	if (scheme.toLowerCase() === 'sqlite') {
		return sqliteOf(rest, setting, base);
	}

	const kind = Object.hasOwn(kinds, scheme.toLowerCase()) ? kinds[scheme.toLowerCase()] : undefined;
	if (kind === undefined) {
		throw new UsageError(`${setting}${strangers.has(scheme.toLowerCase()) ? ` ${scheme}:` : ''} is no database that can be opened; ${forms}.`);
	}

	// An empty host is allowed where the driver has a way to fill it in; as a web address it would be none.
	const url = URL.parse(`${kind === 'mysql' ? 'mysql' : 'postgres'}:${rest}`);
	if (url === null || !rest.startsWith('//')) {
		throw new UsageError(`${setting} is no complete URL; ${forms}.`);
	}

	if (url.password === '' && !url.searchParams.has('password')) {
		return {kind, url: url.href};
	}

	if (passwords === 'refused') {
		throw new UsageError(`${setting} holds a password, which others may see; take it out, and set SYNC_TUI_DATABASE_PASSWORD, or name a file with --password-file.`);
	}

	const password = url.password === '' ? url.searchParams.get('password') ?? '' : decode(url.password, setting);
	url.password = '';
	url.searchParams.delete('password');
	return {kind, url: url.href, password};
}

function sqliteOf(rest: string, setting: string, base: string): DatabaseAddress {
	if (rest === '') {
		throw new UsageError(`${setting} sqlite: lacks the file; give sqlite:FILE, such as sqlite:./ledger.db.`);
	}

	return {kind: 'sqlite', file: rest === ':memory:' ? rest : expandPath(rest, base)};
}

function decode(text: string, setting: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new UsageError(`${setting} holds a password with a "%" that is no escape; write it as %25.`);
	}
}

/** As it is shown, and as what is kept of it is called: it holds no secret. */
export function addressText(address: DatabaseAddress): string {
	switch (address.kind) {
		case 'sqlite': {
			return `sqlite:${address.file}`;
		}

		case 'replication': {
			return address.url.replace(/^postgres:/v, 'postgres-replication:');
		}

		case 'postgres':
		case 'mysql': {
			return address.url;
		}
	}
}
