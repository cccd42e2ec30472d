/** Which backend is watched, and where its token comes from. */
import process from 'node:process';
import {isPrivateTransport, parseBackendUrl} from './backend-url.ts';
import type {Connection, DashboardFlags, Environment} from './config.ts';
import {parseDemoSpeed} from './demo-settings.ts';
import {listed, type ConnectionSettings, type FileSettings} from './file-settings.ts';
import {expandPath} from './folders.ts';
import {parseTimeout} from './interval.ts';
import {nearest} from './nearest.ts';
import {oneLine} from './one-line.ts';
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
	readonly url: string;
	readonly name: string | undefined;
	readonly settings: ConnectionSettings | undefined;
};

/** ms: how long an answer may take. */
const defaultTimeout = 10_000;

/** Throws a UsageError of one line. */
export function resolveConnection(flags: DashboardFlags, environment: Environment, file: FileSettings | undefined): ResolvedConnection {
	checkTogether(flags);
	const chosen = flags.demo === true ? undefined : chooseUrl(flags, environment, file);
	if (chosen === undefined) {
		const demo = {speed: parseDemoSpeed(flags.demoSpeed), seed: flags.seed};
		return {connection: {kind: 'demo', isAsked: flags.demo === true, demo}, settings: undefined, insecureHttp: flags.insecureHttp === true};
	}

	if (flags.demoSpeed !== undefined || flags.seed !== undefined) {
		throw new UsageError('--demo-speed and --seed are for the demo; leave them out with --url, or add --demo.');
	}

	const {url, name, settings} = chosen;
	const tokenFrom = originOfToken(flags.tokenFile, environment) ?? originInFile(chosen, file);
	const isInsecure = tokenFrom !== undefined && !isPrivateTransport(url);
	const insecureHttp = flags.insecureHttp ?? settings?.insecureHttp ?? false;
	if (isInsecure && !insecureHttp) {
		throw new UsageError(`The token of ${tokenFrom.setting} would travel unencrypted over http; give an https URL, take the token away, or let it travel so with --insecure-http.`);
	}

	const timeout = flags.timeout === undefined ? settings?.timeout ?? file?.timeout ?? defaultTimeout : parseTimeout(flags.timeout);
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

function checkTogether({demo, url, connection, tokenFile}: DashboardFlags): void {
	if (connection !== undefined && (demo === true || url !== undefined)) {
		throw new UsageError(`The name of a connection and ${demo === true ? '--demo' : '--url'} exclude each other; leave one out.`);
	}

	if (demo === true && (url !== undefined || tokenFile !== undefined)) {
		throw new UsageError(`--demo and ${url === undefined ? '--token-file' : '--url'} exclude each other; leave one out.`);
	}
}

function chooseUrl(flags: DashboardFlags, environment: Environment, file: FileSettings | undefined): Chosen | undefined {
	if (flags.connection !== undefined) {
		return named(flags.connection, file);
	}

	if (flags.url !== undefined) {
		return {url: parseBackendUrl(flags.url), name: undefined, settings: undefined};
	}

	const fromEnvironment = presence(environment.SYNC_TUI_URL);
	if (fromEnvironment !== undefined) {
		return {url: parseBackendUrl(fromEnvironment, 'SYNC_TUI_URL'), name: undefined, settings: undefined};
	}

	if (file?.default !== undefined) {
		return named(file.default, file);
	}

	return file?.url === undefined ? undefined : {url: file.url, name: undefined, settings: file};
}

function named(name: string, file: FileSettings | undefined): Chosen {
	const settings = file?.connections.get(name);
	if (settings?.url !== undefined) {
		return {url: settings.url, name, settings};
	}

	const names = [...file?.connections.keys() ?? []];
	const meant = nearest(name, names);
	throw new UsageError(file === undefined
		? `There is no command "${oneLine(name)}", and no config file with a connection of that name; sync-tui --help shows the usage.`
		: `There is no connection "${oneLine(name)}" in ${oneLine(file.file)}, and no such command; ${meant === undefined ? `${listed(names)}.` : `is ${meant} meant?`}`);
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
