/** The backend that flags, environment or a connection of the config file name, for the dashboard and for `serve` alike. */
import process from 'node:process';
import {backendOf, type BackendSource} from './backend-source.ts';
import type {BackendSettings} from './backend-settings.ts';
import type {Environment} from './config.ts';
import {parseDatabase} from './database-address.ts';
import {unknownConnection, type FileSettings} from './file-settings.ts';
import {databaseVariable, fileOrigin, passwordVariable, secretVariable, type SecretOrigin} from './secret.ts';
import {UsageError} from './usage-error.ts';

export type BackendFlags = {
	/** The name of a connection of the config file. */
	readonly connection?: string | undefined;
	/** The config file. */
	readonly config?: string | undefined;
	readonly database?: string | undefined;
	readonly passwordFile?: string | undefined;
	readonly preset?: string | undefined;
	readonly allowWrites?: boolean | undefined;
	readonly file?: string | undefined;
	/** `ours=theirs,ours=theirs`. */
	readonly columns?: string | undefined;
};

/** By flags, or by `SYNC_TUI_DATABASE`; undefined where none is named. Throws a UsageError of one line. */
export function backendOfFlags(flags: BackendFlags, environment: Environment): BackendSettings | undefined {
	const {database, file, preset, allowWrites, passwordFile, columns} = flags;
	const variable = database === undefined && file === undefined ? environment[databaseVariable]?.trim() : undefined;
	const isNamed = variable !== undefined && variable !== '';
	return backendOf({
		at: key => key === 'database' && isNamed ? databaseVariable : `--${key.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)}`,
		base: process.cwd(),
		secretOf(secretFile, _command, key) {
			if (secretFile !== undefined) {
				return fileOrigin(secretFile, '--password-file');
			}

			// A password goes to the database that it stands beside.
			return originInEnvironment(key, environment) ?? (isNamed && holdsPassword(variable) ? {kind: 'environment', setting: databaseVariable} : undefined);
		},
		passwords: isNamed ? 'allowed' : 'refused',
		database: isNamed ? variable : database,
		file, preset, allowWrites, passwordFile,
		columns: columns === undefined ? undefined : parseColumns(columns),
	});
}

/** By a table of the config file, whose settings flags may add to. Throws a UsageError of one line. */
export function backendOfTable(table: BackendSource, flags: BackendFlags, environment: Environment): BackendSettings | undefined {
	const {preset, allowWrites, passwordFile, columns} = flags;
	return backendOf({
		...table,
		...(preset !== undefined && {preset}),
		...(allowWrites !== undefined && {allowWrites}),
		...(columns !== undefined && {columns: parseColumns(columns)}),
		secretOf(secretFile, command, key) {
			if (key === 'password' && passwordFile !== undefined) {
				return fileOrigin(passwordFile, '--password-file');
			}

			return originInEnvironment(key, environment) ?? table.secretOf(secretFile, command, key);
		},
	});
}

/** By a connection of the config file. Throws a UsageError of one line, also where it has a URL: that is served already. */
export function backendOfConnection(name: string, flags: BackendFlags, environment: Environment, file: FileSettings | undefined): BackendSettings {
	const settings = file?.connections.get(name);
	if (settings === undefined) {
		throw unknownConnection(name, file);
	}

	const stray = (['database', 'file'] as const).find(key => flags[key] !== undefined);
	if (stray !== undefined) {
		throw new UsageError(`The name of a connection and --${stray} exclude each other; leave one out.`);
	}

	const backend = settings.backend === undefined ? undefined : backendOfTable(settings.backend, flags, environment);
	if (backend === undefined) {
		throw new UsageError(`The connection "${name}" has a url, where a server answers already; serve takes one with a database, a dataverse or a file.`);
	}

	return backend;
}

/** What makes `sync-tui serve` come to the backend that `flags` name, or the connection `name`. What is in the environment is left there. */
export function serveFlags({config, database, passwordFile, preset, allowWrites, file, columns}: BackendFlags, name: string | undefined): string[] {
	const texts = {config, database, passwordFile, preset, file, columns};
	return [
		...(name === undefined ? [] : [name]),
		...Object.entries(texts).flatMap(([key, value]) => value === undefined ? [] : [`--${key === 'passwordFile' ? 'password-file' : key}=${value}`]),
		...(allowWrites === undefined ? [] : [allowWrites ? '--allow-writes' : '--no-allow-writes']),
	];
}

function originInEnvironment(key: 'password' | 'publisherPassword' | 'secret', environment: Environment): SecretOrigin | undefined {
	const has = (name: string) => environment[name] !== undefined && environment[name] !== '';
	if (key === 'secret') {
		return has(secretVariable) ? {kind: 'environment', setting: secretVariable} : undefined;
	}

	return key === 'password' && has(passwordVariable) ? {kind: 'environment', setting: passwordVariable} : undefined;
}

function holdsPassword(text: string): boolean {
	const address = parseDatabase(text, databaseVariable, process.cwd(), 'allowed');
	return 'password' in address && address.password !== undefined;
}

/** `message=Fehlertext,code=Fehlernummer` */
function parseColumns(text: string): Record<string, string> {
	return Object.fromEntries(text.split(',').map(pair => {
		const at = pair.indexOf('=');
		if (at < 1 || at === pair.length - 1) {
			throw new UsageError('--columns wants pairs of our name and the file\'s, such as message=Fehlertext,code=Fehlernummer.');
		}

		return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
	}));
}
