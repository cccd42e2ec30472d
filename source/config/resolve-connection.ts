/** Which backend is watched, and where its token comes from. */
import process from 'node:process';
import {backendOfFlags, backendOfTable, serveFlags} from './backend-flags.ts';
import {backendText, type BackendSettings} from './backend-settings.ts';
import {isPrivateTransport, parseBackendUrl} from './backend-url.ts';
import type {Connection, DashboardFlags, Environment} from './config.ts';
import {parseDemoSpeed} from './demo-settings.ts';
import {unknownConnection, type ConnectionSettings, type FileSettings} from './file-settings.ts';
import {expandPath} from './folders.ts';
import {parseTimeout} from './interval.ts';
import {oneLine} from './one-line.ts';
import {databaseVariable} from './secret.ts';
import {tokenOf, type TokenOrigin} from './token.ts';
import {UsageError} from './usage-error.ts';

export type ResolvedConnection = {
	readonly connection: Connection;
	/** The table of the config file that it was taken from, if it was. */
	readonly settings: ConnectionSettings | undefined;
	readonly insecureHttp: boolean;
};

/** What is to be watched. */
type Chosen = {
	/** A URL, or what a server of our own is to serve. */
	readonly target: {readonly url: string} | {readonly backend: BackendSettings};
	readonly name: string | undefined;
	readonly settings: ConnectionSettings | undefined;
};

/** The flags that name what is watched. */
const openers = ['url', 'database', 'file'] as const;

/** ms: how long an answer may take. */
const defaultTimeout = 10_000;

/** Throws a UsageError of one line. */
export function resolveConnection(flags: DashboardFlags, environment: Environment, file: FileSettings | undefined): ResolvedConnection {
	checkTogether(flags);
	const chosen = flags.demo === true ? undefined : choose(flags, environment, file);
	if (chosen === undefined) {
		const demo = {speed: parseDemoSpeed(flags.demoSpeed), seed: flags.seed};
		return {connection: {kind: 'demo', isAsked: flags.demo === true, demo}, settings: undefined, insecureHttp: flags.insecureHttp === true};
	}

	if (flags.demoSpeed !== undefined || flags.seed !== undefined) {
		throw new UsageError('--demo-speed and --seed are for the demo; leave them out with --url, or add --demo.');
	}

	const {target, name, settings} = chosen;
	const timeout = flags.timeout === undefined ? settings?.timeout ?? file?.timeout ?? defaultTimeout : parseTimeout(flags.timeout);
	if ('backend' in target) {
		const {backend} = target;
		return {
			connection: {
				kind: 'served', name, backend, address: backendText(backend), serveWith: serveFlags(flags, name), timeout,
			},
			settings,
			insecureHttp: false,
		};
	}

	const {url} = target;
	const tokenFrom = originOfToken(flags.tokenFile, environment) ?? originInFile(chosen, file);
	const isInsecure = tokenFrom !== undefined && !isPrivateTransport(url);
	const insecureHttp = flags.insecureHttp ?? settings?.insecureHttp ?? false;
	if (isInsecure && !insecureHttp) {
		throw new UsageError(`The token of ${tokenFrom.setting} would travel unencrypted over http; give an https URL, take the token away, or let it travel so with --insecure-http.`);
	}

	return {connection: {kind: 'url', name, url, tokenFrom, isInsecure, timeout}, settings, insecureHttp};
}

/** `--token-file`, or what the environment says; undefined where neither names a token. Nothing is read. Throws a UsageError where the environment names two. */
export function originOfToken(flag: string | undefined, environment: Environment): TokenOrigin | undefined {
	if (flag !== undefined) {
		return {kind: 'file', setting: '--token-file', file: expandPath(flag, process.cwd())};
	}

	const file = presence(environment.SYNC_TUI_TOKEN_FILE);
	const hasToken = tokenOf(environment) !== undefined;
	if (hasToken && file !== undefined) {
		throw new UsageError('SYNC_TUI_TOKEN and SYNC_TUI_TOKEN_FILE are two sources of one token; unset one of them.');
	}

	if (hasToken) {
		return {kind: 'environment', setting: 'SYNC_TUI_TOKEN'};
	}

	return file === undefined ? undefined : {kind: 'file', setting: 'SYNC_TUI_TOKEN_FILE', file: expandPath(file, process.cwd())};
}

function checkTogether(flags: DashboardFlags): void {
	const {demo, connection, tokenFile} = flags;
	const [first, second] = [...(demo === true ? ['--demo'] : []), ...openers.filter(key => flags[key] !== undefined).map(key => `--${key}`)];
	if (connection !== undefined && first !== undefined) {
		throw new UsageError(`The name of a connection and ${first} exclude each other; leave one out.`);
	}

	if (second !== undefined || (demo === true && tokenFile !== undefined)) {
		throw new UsageError(`${first ?? ''} and ${second ?? '--token-file'} exclude each other; leave one out.`);
	}

	if (tokenFile !== undefined && (flags.database ?? flags.file) !== undefined) {
		throw new UsageError(`--token-file is for a URL, and ${first ?? ''} has none; leave it out.`);
	}
}

/** What flags, environment or file name first. */
function choose(flags: DashboardFlags, environment: Environment, file: FileSettings | undefined): Chosen | undefined {
	if (flags.connection !== undefined) {
		return named(flags.connection, flags, environment, file);
	}

	if (flags.url !== undefined) {
		const stray = (['preset', 'passwordFile', 'allowWrites', 'columns'] as const).find(key => flags[key] !== undefined);
		if (stray !== undefined) {
			throw new UsageError(`--${stray.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`)} is for what has no URL, and --url names one; leave one out.`);
		}

		return {target: {url: parseBackendUrl(flags.url)}, name: undefined, settings: undefined};
	}

	const fromEnvironment = presence(environment.SYNC_TUI_URL);
	const isFlagged = (flags.database ?? flags.file) !== undefined;
	if (!isFlagged && fromEnvironment !== undefined && presence(environment[databaseVariable]) !== undefined) {
		throw new UsageError(`SYNC_TUI_URL and ${databaseVariable} both say what to open; unset one of them.`);
	}

	const backend = isFlagged || fromEnvironment === undefined ? backendOfFlags(flags, environment) : undefined;
	if (backend !== undefined) {
		return {target: {backend}, name: undefined, settings: undefined};
	}

	if (fromEnvironment !== undefined) {
		return {target: {url: parseBackendUrl(fromEnvironment, 'SYNC_TUI_URL')}, name: undefined, settings: undefined};
	}

	if (file?.default !== undefined) {
		return named(file.default, flags, environment, file);
	}

	const target = file === undefined ? undefined : targetOf(file, flags, environment);
	return target === undefined ? undefined : {target, name: undefined, settings: file};
}

function named(name: string, flags: DashboardFlags, environment: Environment, file: FileSettings | undefined): Chosen {
	const settings = file?.connections.get(name);
	const target = settings === undefined ? undefined : targetOf(settings, flags, environment);
	if (target !== undefined) {
		return {target, name, settings};
	}

	throw unknownConnection(name, file);
}

function targetOf({url, backend}: ConnectionSettings, flags: DashboardFlags, environment: Environment): Chosen['target'] | undefined {
	if (url !== undefined) {
		return {url};
	}

	const settings = backend === undefined ? undefined : backendOfTable(backend, flags, environment);
	return settings === undefined ? undefined : {backend: settings};
}

function originInFile({name, settings}: Chosen, file: FileSettings | undefined): TokenOrigin | undefined {
	const at = (key: string) => `${name === undefined ? '' : `connections.${name}.`}${key} in ${oneLine(file?.file ?? '')}`;
	if (settings?.tokenFile !== undefined) {
		return {kind: 'file', setting: at('tokenFile'), file: settings.tokenFile};
	}

	return settings?.tokenCommand === undefined ? undefined : {kind: 'command', setting: at('tokenCommand'), command: settings.tokenCommand};
}

function presence(value: string | undefined): string | undefined {
	return value === undefined || value.trim() === '' ? undefined : value.trim();
}
