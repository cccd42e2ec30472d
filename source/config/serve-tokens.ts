/** The file of tokens that `serve --tokens` takes: TOML, of each token its hash, never the token. */
import {Buffer} from 'node:buffer';
import type {TomlDate} from 'smol-toml';
import {nearest} from './nearest.ts';
import {oneLine} from './one-line.ts';
import {FileRefusal, readSmallFile, refusalWords, type SmallFile} from './read-small-file.ts';
import {UsageError} from './usage-error.ts';

export const scopeNames = ['read', 'ingest', 'retry'] as const;
export type ScopeName = typeof scopeNames[number];

export type TokenEntry = {
	readonly name: string;
	/** 32 bytes. */
	readonly sha256: Uint8Array;
	readonly scopes: ReadonlySet<ScopeName>;
	/** ms since 1970 (UTC): from then on it is refused. */
	readonly expiresAt: number | undefined;
};

/** Bytes; room for some thousand tokens. */
const maxBytes = 512 * 1024;
const keys = ['sha256', 'scopes', 'expires'];

/** Who can write the file can let anybody in: it has to be the user's or root's, and closed to changes by others. Throws a UsageError of one line. */
export async function readTokensFile(file: string): Promise<readonly TokenEntry[]> {
	const {text, mode, isOwn}: SmallFile = await readSmallFile(file, maxBytes).catch((error: unknown) => {
		const advice = error instanceof FileRefusal && error.code === 'ENOENT' ? '; sync-tui token new makes its entries' : '';
		throw new UsageError(`--tokens: ${oneLine(file)} is of no use: ${refusalWords(error)}${advice}.`);
	});
	if (!isOwn) {
		throw new UsageError(`--tokens: ${oneLine(file)} belongs to another user, who could let anybody in; make it yours.`);
	}

	// eslint-disable-next-line no-bitwise -- permission bits
	if ((mode & 0o022) !== 0 && process.platform !== 'win32') {
		throw new UsageError(`--tokens: ${oneLine(file)} can be changed by others, who could let anybody in; run: chmod go-w ${oneLine(file)}`);
	}

	return parseTokens(text, file);
}

/** Throws a UsageError of one line, which repeats no value: somebody may have put the token where its hash belongs. */
export async function parseTokens(text: string, file: string): Promise<readonly TokenEntry[]> {
	const {parse, TomlDate: Dates, TomlError} = await import('smol-toml');
	let root: unknown;
	try {
		root = parse(text, {maxDepth: 5, unsafeKeyBehaviour: 'throw'});
	} catch (error) {
		const where = error instanceof TomlError ? ` (line ${error.line}, column ${error.column})` : '';
		throw new UsageError(`${oneLine(file)} is not TOML${where}.`);
	}

	if (!isTable(root) || !isTable(root.tokens)) {
		throw new UsageError(`${oneLine(file)} has no table of tokens, such as [tokens.dashboard]; sync-tui token new makes its entries.`);
	}

	const stray = Object.keys(root).find(key => key !== 'tokens');
	if (stray !== undefined) {
		throw new UsageError(`${oneLine(file)}: ${oneLine(stray)} is not known here; there are tables such as [tokens.dashboard], and nothing else.`);
	}

	const entries = Object.entries(root.tokens).map(([name, table]) => entryOf(name, table, {file, isDate: (value: unknown): value is TomlDate => value instanceof Dates}));
	checkTwice(entries, file);
	return entries;
}

/** What a token may be called: it stands in logs, and as a key in TOML. Throws a UsageError. */
export function checkTokenName(name: string): string {
	if (!/^[\da-z][\w\-]{0,63}$/iv.test(name)) {
		throw new UsageError(`"${oneLine(name)}" is no name for a token; give letters, digits, - and _, 64 at most, such as dashboard.`);
	}

	// The token of SYNC_TUI_TOKEN or --token-file is called so.
	if (name.toLowerCase() === 'default') {
		throw new UsageError('"default" is the name of the token of SYNC_TUI_TOKEN; choose another one, such as dashboard.');
	}

	return name;
}

/** `read,retry` as it is typed → scopes. Throws a UsageError. */
export function checkScopes(names: readonly string[], setting: string): ReadonlySet<ScopeName> {
	const scopes = names.map(name => {
		const known = scopeNames.find(scope => scope === name);
		if (known === undefined) {
			const meant = nearest(name, scopeNames);
			throw new UsageError(`${setting}: "${oneLine(name)}" is not a scope; ${meant === undefined ? `there are ${scopeNames.join(', ')}.` : `is ${meant} meant?`}`);
		}

		return known;
	});
	if (scopes.length === 0) {
		throw new UsageError(`${setting} names no scope; there are ${scopeNames.join(', ')}.`);
	}

	return new Set(scopes);
}

type Surroundings = {readonly file: string; readonly isDate: (value: unknown) => value is TomlDate};

function entryOf(name: string, table: unknown, {file, isDate}: Surroundings): TokenEntry {
	const place = `${oneLine(file)}: tokens.${oneLine(name)}`;
	checkTokenName(name);
	if (!isTable(table)) {
		throw new UsageError(`${place} is to be a table, such as [tokens.dashboard].`);
	}

	const stray = Object.keys(table).find(key => !keys.includes(key));
	if (stray !== undefined) {
		throw new UsageError(`${place}.${oneLine(stray)} is not known here; there are ${keys.join(', ')}.`);
	}

	const {sha256, scopes, expires} = table;
	if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/iv.test(sha256)) {
		throw new UsageError(`${place}.sha256 is to be the SHA-256 of the token in 64 hexadecimal digits; sync-tui token new makes both.`);
	}

	if (!Array.isArray(scopes) || scopes.some(scope => typeof scope !== 'string')) {
		throw new UsageError(`${place}.scopes is to be an array of scopes, such as ["read", "retry"].`);
	}

	return {name, sha256: Buffer.from(sha256, 'hex'), scopes: checkScopes(scopes, `${place}.scopes`), expiresAt: expiresAt(expires, place, isDate)};
}

function expiresAt(value: unknown, place: string, isDate: Surroundings['isDate']): number | undefined {
	if (value === undefined) {
		return undefined;
	}

	if (!isDate(value) || value.isTime() || (value.isDateTime() && value.isLocal())) {
		throw new UsageError(`${place}.expires is to be a date (its first moment in UTC) or a time with a zone, without quotes: 2027-01-31 or 2027-01-31T12:00:00Z.`);
	}

	return value.getTime();
}

function checkTwice(entries: readonly TokenEntry[], file: string): void {
	const names = new Map<string, string>();
	for (const {name, sha256} of entries) {
		const hash = Buffer.from(sha256).toString('hex');
		const other = names.get(hash);
		if (other !== undefined) {
			throw new UsageError(`${oneLine(file)}: tokens.${oneLine(other)} and tokens.${oneLine(name)} are the same token; take one of them out.`);
		}

		names.set(hash, name);
	}
}

function isTable(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
