/** What a run of `sync-tui serve` is told by flags and environment: checked before anything is opened. */
import path from 'node:path';
import {backendOfConnection, backendOfFlags, type BackendFlags} from '../config/backend-flags.ts';
import type {BackendSettings} from '../config/backend-settings.ts';
import {parseDemoSpeed, type DemoSettings, type Environment} from '../config/config.ts';
import type {FileSettings} from '../config/file-settings.ts';
import {dataFolder} from '../config/folders.ts';
import {parseServeOptions, type ServeOptionFlags, type ServeOptions} from '../config/serve-options.ts';
import {UsageError} from '../config/usage-error.ts';
import {isLoopbackHost} from '../server/loopback.ts';

export type ServeFlags = BackendFlags & ServeOptionFlags & {
	readonly host?: string | undefined;
	readonly port?: string | undefined;
	/** What clients must send as a bearer token. */
	readonly token?: string | undefined;
	readonly name?: string | undefined;
	readonly source?: string | undefined;
	readonly target?: string | undefined;
	readonly demo: boolean;
	readonly demoSpeed?: string | undefined;
	readonly seed?: string | undefined;
	/** `120h`, `30d` or `forever`. */
	readonly keepErrors?: string | undefined;
	/** Copy the ledger into this file instead of serving it. */
	readonly backup?: string | undefined;
	/** Tell the process that started this one when it listens, and end with it. */
	readonly parentWatch?: boolean | undefined;
};

export type ServeSettings = ServeOptions & {
	readonly backend: BackendSettings;
	/** The folder to make for a ledger's file; a file that the user named must have one. */
	readonly folder: string | undefined;
	readonly address: {readonly socket: string} | {readonly host: string; readonly port: number};
	/** The single one, which is allowed everything. */
	readonly token: string | undefined;
	readonly demo: DemoSettings | undefined;
	/** For how many hours errors, and the ids of changes that have ended, are kept; undefined: for ever. */
	readonly keptHours: number | undefined;
	readonly names: {readonly name: string | undefined; readonly source: string | undefined; readonly target: string | undefined};
	readonly parentWatch: boolean;
	/** An absolute path: nothing is served then. */
	readonly backup: string | undefined;
};

/** Throws a UsageError at the first setting that is wrong. */
export function resolveServe(flags: ServeFlags, environment: Environment, file?: FileSettings): ServeSettings {
	const {name, source, target, demo, demoSpeed, seed, token} = flags;
	if (!demo && (demoSpeed !== undefined || seed !== undefined)) {
		throw new UsageError('--demo-speed and --seed are for the demo; add --demo, or leave them out.');
	}

	const backend = resolveBackend(flags, environment, file);
	const options = parseServeOptions(flags);
	return {
		...backend,
		...options,
		address: parseAddress(flags, token !== undefined || options.tokensFile !== undefined),
		token,
		demo: demo ? {speed: parseDemoSpeed(demoSpeed), seed} : undefined,
		keptHours: parseKeepErrors(flags.keepErrors ?? (demo ? '120h' : '30d')),
		names: {name, source, target},
		parentWatch: flags.parentWatch === true,
		backup: parseBackup(flags, backend.backend),
	};
}

/** What a connection of the config file names, or flags, or the environment; without any, a ledger of its own. */
function resolveBackend(flags: ServeFlags, environment: Environment, file: FileSettings | undefined): Pick<ServeSettings, 'backend' | 'folder'> {
	const named = flags.connection === undefined ? backendOfFlags(flags, environment) : backendOfConnection(flags.connection, flags, environment, file);
	if (named !== undefined) {
		if (named.kind !== 'ledger') {
			checkForLedger(flags);
		}

		return {backend: named, folder: undefined};
	}

	const folder = dataFolder(environment);
	const ledger = (place: string): BackendSettings => ({kind: 'ledger', address: {kind: 'sqlite', file: place}, password: undefined});
	return flags.demo ? {backend: ledger(':memory:'), folder: undefined} : {backend: ledger(path.join(folder, 'ledger.db')), folder};
}

/** Only what engines report to can be filled, pruned and copied. */
function checkForLedger(flags: ServeFlags): void {
	const stray = (['demo', 'keepErrors', 'backup'] as const).find(key => flags[key] !== undefined && flags[key] !== false);
	if (stray !== undefined) {
		throw new UsageError(`--${stray === 'keepErrors' ? 'keep-errors' : stray} is for a ledger, and what is named belongs to another engine; leave it out.`);
	}
}

function parseBackup({backup, demo, socket, host, port}: ServeFlags, backend: BackendSettings): string | undefined {
	if (backup !== undefined && (demo || socket !== undefined || host !== undefined || port !== undefined)) {
		throw new UsageError('--backup copies a ledger and serves nothing; leave --demo, --socket, --host and --port out.');
	}

	if (backup !== undefined && backend.kind === 'ledger' && backend.address.kind !== 'sqlite') {
		throw new UsageError('--backup copies a ledger in a file; for one in PostgreSQL, pg_dump or the database\'s own backups are the way.');
	}

	return backup === undefined ? undefined : path.resolve(backup);
}

function parseAddress({socket, host, port}: ServeFlags, isGuarded: boolean): ServeSettings['address'] {
	if (socket !== undefined) {
		if (host !== undefined || port !== undefined) {
			throw new UsageError('--socket excludes --host and --port; leave one or the other out.');
		}

		return {socket: path.resolve(socket)};
	}

	const address = {host: host ?? '127.0.0.1', port: parsePort(port)};
	if (!isLoopbackHost(address.host) && !isGuarded) {
		throw new UsageError(`--host ${address.host} can be reached from other computers; set SYNC_TUI_TOKEN to the token that they must send, name a file of tokens with --tokens, or leave --host out.`);
	}

	return address;
}

function parsePort(text = '8484'): number {
	const port = /^\d{1,5}$/v.test(text) ? Number(text) : NaN;
	if (!(port <= 65_535)) {
		throw new UsageError(`--port "${text}" is not a port; give a number from 0 (any that is free) to 65535.`);
	}

	return port;
}

const unitHours: Readonly<Record<string, number>> = {h: 1, d: 24};

/** Whole hours or days → hours; `forever` → undefined. */
function parseKeepErrors(text: string): number | undefined {
	if (text === 'forever') {
		return undefined;
	}

	const {number, unit = ''} = /^(?<number>\d{1,6})(?<unit>[dh])$/v.exec(text)?.groups ?? {};
	const hours = Number(number) * (unitHours[unit] ?? NaN);
	if (!(hours >= 1)) {
		throw new UsageError(`--keep-errors "${text}" is not a time to keep errors for; give whole hours (120h), days (30d), or forever; 1h is the least.`);
	}

	return hours;
}
