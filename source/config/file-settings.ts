/** What a config file says, checked: keys that exist, values of their types. Nothing is read or run here. */
import path from 'node:path';
import * as v from 'valibot';
import {parseBackendUrl} from './backend-url.ts';
import {backendKeys, backendOf, type BackendSource} from './backend-source.ts';
import {aCommand, complaintAbout, FileSchema, placeIn, type ConnectionTable} from './file-schema.ts';
import {expandPath} from './folders.ts';
import {parseInterval, parseTimeout} from './interval.ts';
import {nearest} from './nearest.ts';
import {oneLine} from './one-line.ts';
import {secretVariable} from './secret.ts';
import {UsageError} from './usage-error.ts';

export type ConnectionSettings = {
	readonly url: string | undefined;
	/** What is served by a server of our own, in place of a url. */
	readonly backend: BackendSource | undefined;
	/** An absolute path. */
	readonly tokenFile: string | undefined;
	/** A program and its arguments. */
	readonly tokenCommand: readonly [program: string, ...args: string[]] | undefined;
	/** ms. */
	readonly interval: number | undefined;
	/** ms. */
	readonly timeout: number | undefined;
	readonly readOnly: boolean | undefined;
	readonly insecureHttp: boolean | undefined;
};

export type FileSettings = ConnectionSettings & {
	/** Where it was read from. */
	readonly file: string;
	readonly ascii: boolean | undefined;
	readonly focus: boolean | undefined;
	readonly cache: boolean | undefined;
	/** The name of one of the connections. */
	readonly default: string | undefined;
	readonly connections: ReadonlyMap<string, ConnectionSettings>;
};

/** Words that `sync-tui WORD` takes for something else. */
const commandNames: ReadonlySet<string> = new Set(['serve', 'status', 'info', 'cache', 'conformance', 'help']);

/** `table` is the parsed file. Throws a UsageError of one line with the file and the key's path; no value is repeated that could be a secret. */
export function checkFileSettings(table: unknown, file: string): FileSettings {
	const checked = v.safeParse(FileSchema, table, {abortEarly: true});
	if (!checked.success) {
		throw complaintAbout(checked.issues[0], file);
	}

	const {connections: tables, default: name, ascii, focus, cache, ...top} = checked.output;
	const settings = connectionOf(top, file, []);
	const connections = new Map(Object.entries(tables).map(([key, given]) => [key, namedConnection(key, given, file)]));
	if (name !== undefined && !connections.has(name)) {
		throw new UsageError(`${placeIn(file, ['default'])} names no connection; ${listed(connections.keys())}.`);
	}

	if (name !== undefined && settings.url !== undefined) {
		throw new UsageError(`${placeIn(file, ['default'])} and url both say what to open; leave one of them out.`);
	}

	return {...settings, file, ascii, focus, cache, default: name, connections};
}

/** `the connections are a and b`, for the end of a message. */
function listed(names: Iterable<string>): string {
	const all = [...names].toSorted();
	return all.length === 0 ? 'there are no connections in it' : `the connections are ${all.slice(0, 10).join(', ')}${all.length > 10 ? ', …' : ''}`;
}

/** What to say where no connection has that name. */
export function unknownConnection(name: string, file: FileSettings | undefined): UsageError {
	const names = [...file?.connections.keys() ?? []];
	const meant = nearest(name, names);
	return new UsageError(file === undefined
		? `There is no command "${oneLine(name)}", and no config file with a connection of that name; sync-tui --help shows the usage.`
		: `There is no connection "${oneLine(name)}" in ${oneLine(file.file)}, and no such command; ${meant === undefined ? `${listed(names)}.` : `is ${meant} meant?`}`);
}

function namedConnection(name: string, given: ConnectionTable, file: string): ConnectionSettings {
	const above = ['connections', name];
	if (!/^[\p{Letter}\p{Number}][\p{Letter}\p{Number}\-._]*$/v.test(name)) {
		throw new UsageError(`${placeIn(file, above)} is no name for a connection; give one word of letters, digits, ".", "_" and "-".`);
	}

	if (commandNames.has(name)) {
		throw new UsageError(`${placeIn(file, above)} has the name of a command; give the connection another one.`);
	}

	const connection = connectionOf(given, file, above);
	if ((connection.url ?? connection.backend) === undefined) {
		throw new UsageError(`${placeIn(file, above)} lacks its url; give the backend's base URL, or a database, a dataverse or a file.`);
	}

	return connection;
}

function connectionOf(given: ConnectionTable, file: string, above: readonly string[]): ConnectionSettings {
	const at = (key: keyof ConnectionTable) => placeIn(file, [...above, key]);
	const {url, tokenFile, tokenCommand, interval, timeout, readOnly, insecureHttp} = given;
	if (tokenFile !== undefined && tokenCommand !== undefined) {
		throw new UsageError(`${at('tokenFile')} and tokenCommand are two sources of one token; leave one of them out.`);
	}

	const backend = backendIn(given, file, above);
	if (url !== undefined && backend !== undefined) {
		throw new UsageError(`${at('url')} and ${backendKeyOf(backend)} both say what to open; leave one of them out.`);
	}

	// A token goes to the URL that it stands beside, and nowhere else.
	const alone = url === undefined ? (['tokenFile', 'tokenCommand', 'insecureHttp'] as const).find(key => given[key] !== undefined) : undefined;
	if (alone !== undefined) {
		throw new UsageError(`${at(alone)} stands beside no url; put it into the table of the url that it is for.`);
	}

	if (tokenFile?.trim() === '') {
		throw new UsageError(`${at('tokenFile')} is empty; give the path of a file that holds the token.`);
	}

	return {
		url: url === undefined ? undefined : parseBackendUrl(url, at('url')),
		backend,
		tokenFile: tokenFile === undefined ? undefined : expandPath(tokenFile, path.dirname(file)),
		tokenCommand: tokenCommand === undefined ? undefined : commandOf(tokenCommand, file, at('tokenCommand')),
		interval: interval === undefined ? undefined : parseInterval(String(interval), at('interval')),
		timeout: timeout === undefined ? undefined : parseTimeout(String(timeout), at('timeout')),
		readOnly,
		insecureHttp,
	};
}

/** What the table says of a backend that is to be served; it is checked now, so that a mistake is told at the start. */
function backendIn(given: ConnectionTable, file: string, above: readonly string[]): BackendSource | undefined {
	if (backendKeys.every(key => given[key] === undefined)) {
		return undefined;
	}

	const at = (key: string) => placeIn(file, [...above, key]);
	const source: BackendSource = {
		...Object.fromEntries(backendKeys.map(key => [key, given[key]])),
		at,
		base: path.dirname(file),
		secretOf(secretFile, command, key) {
			if (secretFile !== undefined && command !== undefined) {
				throw new UsageError(`${at(`${key}File`)} and ${key}Command are two sources of one ${key === 'secret' ? 'secret' : 'password'}; leave one of them out.`);
			}

			if (secretFile !== undefined) {
				return {kind: 'file', setting: at(`${key}File`), file: expandPath(secretFile, path.dirname(file))};
			}

			return command === undefined ? undefined : {kind: 'command', setting: at(`${key}Command`), command: commandOf(command, file, at(`${key}Command`))};
		},
	};
	// A secret that isn't in the file may be in the environment.
	backendOf({...source, secretOf: (...asked) => source.secretOf(...asked) ?? (source.tenant === undefined ? undefined : {kind: 'environment', setting: secretVariable})});
	return source;
}

function backendKeyOf({database, dataverse}: BackendSource): string {
	return database === undefined ? (dataverse === undefined ? 'file' : 'dataverse') : 'database';
}

/** A bare name is looked up in PATH; a path is taken from the file's folder, never from wherever one happens to be. */
function commandOf([program = '', ...args]: readonly string[], file: string, at: string): readonly [string, ...string[]] {
	if (program.trim() === '' || [program, ...args].some(word => word.includes('\0'))) {
		throw new UsageError(`${at} names no program that could be run; give ${aCommand}.`);
	}

	return [/^~\/|\//v.test(program) ? expandPath(program, path.dirname(file)) : program, ...args];
}
