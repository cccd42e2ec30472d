/** From what flags, environment or a table of the config file say to the backend that is meant. */
import type {BackendSettings} from './backend-settings.ts';
import {isPrivateTransport, parseBackendUrl} from './backend-url.ts';
import {parseDatabase, type DatabaseAddress, type PasswordRule} from './database-address.ts';
import {expandPath} from './folders.ts';
import type {SecretOrigin} from './secret.ts';
import {UsageError} from './usage-error.ts';

/** As it was written. */
export type BackendSource = {
	/** What a message calls a key: `--preset`, or the file and the key's path in it. */
	readonly at: (key: string) => string;
	/** What relative paths are below. */
	readonly base: string;
	/** What is in force where the source names none. */
	readonly secretOf: (file: string | undefined, command: readonly string[] | undefined, key: 'password' | 'publisherPassword' | 'secret') => SecretOrigin | undefined;
	readonly passwords?: PasswordRule;
	readonly database?: string | undefined;
	readonly passwordFile?: string | undefined;
	readonly passwordCommand?: readonly string[] | undefined;
	readonly preset?: string | undefined;
	readonly options?: Readonly<Record<string, string | number | boolean>> | undefined;
	readonly mapping?: Readonly<Record<string, unknown>> | undefined;
	readonly allowWrites?: boolean | undefined;
	readonly publisher?: string | undefined;
	readonly publisherPasswordFile?: string | undefined;
	readonly publisherPasswordCommand?: readonly string[] | undefined;
	readonly log?: string | undefined;
	readonly dataverse?: string | undefined;
	readonly tenant?: string | undefined;
	readonly clientId?: string | undefined;
	readonly authority?: string | undefined;
	readonly secretFile?: string | undefined;
	readonly secretCommand?: readonly string[] | undefined;
	readonly file?: string | undefined;
	readonly columns?: Readonly<Record<string, string>> | undefined;
	readonly timeZone?: string | undefined;
};

/** By what is opened, the keys that go with it. */
const companions = {
	database: ['passwordFile', 'passwordCommand', 'preset', 'options', 'mapping', 'allowWrites', 'publisher', 'publisherPasswordFile', 'publisherPasswordCommand', 'log'],
	dataverse: ['tenant', 'clientId', 'authority', 'secretFile', 'secretCommand', 'mapping'],
	file: ['columns', 'timeZone'],
} as const satisfies Readonly<Record<string, ReadonlyArray<keyof BackendSource>>>;

type Opened = keyof typeof companions;

export const backendKeys = [...new Set(Object.entries(companions).flatMap(([key, others]) => [key, ...others]))] as ReadonlyArray<Opened | (typeof companions)[Opened][number]>;

/** Undefined where it names none. Throws a UsageError of one line. */
export function backendOf(source: BackendSource): BackendSettings | undefined {
	const opened = (['database', 'dataverse', 'file'] as const).filter(key => source[key] !== undefined);
	const [first, second] = opened;
	if (second !== undefined) {
		throw new UsageError(`${source.at(first ?? '')} and ${second} both say what to open; leave one of them out.`);
	}

	const known: readonly string[] = first === undefined ? [] : companions[first];
	const stray = backendKeys.find(key => key !== first && source[key] !== undefined && !known.includes(key));
	if (stray !== undefined) {
		const owners = (Object.keys(companions) as Opened[]).filter(key => (companions[key] as readonly string[]).includes(stray));
		throw new UsageError(`${source.at(stray)} goes with ${owners.join(' or ')}${first === undefined ? ', which is not there' : `, not with ${first}`}; leave it out.`);
	}

	switch (first) {
		case undefined: {
			return undefined;
		}

		case 'database': {
			return databaseOf(source, source.database ?? '');
		}

		case 'dataverse': {
			return dataverseOf(source, source.dataverse ?? '');
		}

		case 'file': {
			const {file = '', columns = {}, timeZone} = source;
			return {kind: 'error-file', file: expandPath(file, source.base), columns, timeZone};
		}
	}
}

function databaseOf(source: BackendSource, text: string): BackendSettings {
	const {at, preset, mapping, options = {}, allowWrites = false, publisher, log} = source;
	const address = withoutPassword(parseDatabase(text, at('database'), source.base, source.passwords));
	if (preset !== undefined && mapping !== undefined) {
		throw new UsageError(`${at('preset')} and mapping both say how the tables are read; leave one of them out.`);
	}

	const password = source.secretOf(source.passwordFile, source.passwordCommand, 'password');
	const isMapped = preset !== undefined || mapping !== undefined;
	const alone = (['options', 'allowWrites'] as const).find(key => source[key] !== undefined);
	if (!isMapped && alone !== undefined) {
		throw new UsageError(`${at(alone)} goes with ${alone === 'options' ? 'a preset' : 'a preset or a mapping'}, which is not there; leave it out.`);
	}

	if (address.kind === 'replication') {
		if (isMapped) {
			throw new UsageError(`${at(preset === undefined ? 'mapping' : 'preset')} is for tables, and postgres-replication: watches subscriptions; leave it out, or begin the URL with postgres:.`);
		}

		return {
			kind: 'replication', url: address.url, password, publisher: publisherOf(source), log: log === undefined ? undefined : expandPath(log, source.base),
		};
	}

	const forReplication = publisher === undefined ? (log === undefined ? undefined : 'log') : 'publisher';
	if (forReplication !== undefined) {
		throw new UsageError(`${at(forReplication)} is for a database that begins with postgres-replication:; leave it out.`);
	}

	if (isMapped) {
		return {kind: 'tables', address, password, preset, options, mapping, allowWrites};
	}

	if (address.kind === 'mysql') {
		throw new UsageError(`${at('database')} is a MySQL, which can't be a ledger; name a preset, or a mapping in the config file, for the tables that are to be read.`);
	}

	return {kind: 'ledger', address, password};
}

function withoutPassword(address: DatabaseAddress): DatabaseAddress {
	return address.kind === 'sqlite' ? {kind: address.kind, file: address.file} : {kind: address.kind, url: address.url};
}

function publisherOf(source: BackendSource): Extract<BackendSettings, {kind: 'replication'}>['publisher'] {
	if (source.publisher === undefined) {
		return undefined;
	}

	const address = parseDatabase(source.publisher, source.at('publisher'), source.base);
	if (address.kind !== 'postgres') {
		throw new UsageError(`${source.at('publisher')} is to be a PostgreSQL: postgres://USER@HOST/DATABASE.`);
	}

	return {url: address.url, password: source.secretOf(source.publisherPasswordFile, source.publisherPasswordCommand, 'publisherPassword')};
}

function dataverseOf(source: BackendSource, text: string): BackendSettings {
	const {tenant, clientId, mapping} = source;
	const url = privateUrl(source, 'dataverse', text, 'https://org.crm.dynamics.com');

	const secret = source.secretOf(source.secretFile, source.secretCommand, 'secret');
	const missing = Object.entries({tenant, clientId, secretFile: secret}).filter(([, value]) => value === undefined).map(([key]) => key);
	if (missing.length > 0 && missing.length < 3) {
		throw new UsageError(`${source.at('dataverse')} lacks its ${missing.join(' and ')}; an application signs in with tenant, clientId and a secretFile (or secretCommand, SYNC_TUI_CLIENT_SECRET).`);
	}

	const authority = source.authority === undefined ? undefined : privateUrl(source, 'authority', source.authority, 'https://login.microsoftonline.us');
	return {kind: 'dataverse', url, tenant, clientId, authority, secret, mapping};
}

/** A secret goes there: over https, or to this machine. */
function privateUrl({at}: BackendSource, key: string, text: string, example: string): string {
	const url = parseBackendUrl(text, at(key));
	if (url.startsWith('unix:') || !isPrivateTransport(url)) {
		throw new UsageError(`${at(key)} is to be an https URL, such as ${example}.`);
	}

	return url;
}
