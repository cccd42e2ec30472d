/** What a run of `sync-tui serve` is told by flags and environment: checked before anything is opened. */
import path from 'node:path';
import {parseDemoSpeed, type DemoSettings, type Environment} from '../config/config.ts';
import {dataFolder} from '../config/folders.ts';
import {UsageError} from '../config/usage-error.ts';
import {isLoopbackHost} from '../server/loopback.ts';

export type ServeFlags = {
	/** `sqlite:FILE`. */
	readonly database?: string | undefined;
	readonly host?: string | undefined;
	readonly port?: string | undefined;
	readonly socket?: string | undefined;
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

export type ServeSettings = {
	/** A path, or `:memory:`. */
	readonly file: string;
	/** The folder to make for it; a file that the user named must have one. */
	readonly folder: string | undefined;
	readonly address: {readonly socket: string} | {readonly host: string; readonly port: number};
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
export function resolveServe(flags: ServeFlags, environment: Environment): ServeSettings {
	const {name, source, target, demo, demoSpeed, seed, token} = flags;
	if (!demo && (demoSpeed !== undefined || seed !== undefined)) {
		throw new UsageError('--demo-speed and --seed are for the demo; add --demo, or leave them out.');
	}

	return {
		...parseDatabase(flags, environment),
		address: parseAddress(flags, token),
		token,
		demo: demo ? {speed: parseDemoSpeed(demoSpeed), seed} : undefined,
		keptHours: parseKeepErrors(flags.keepErrors ?? (demo ? '120h' : '30d')),
		names: {name, source, target},
		parentWatch: flags.parentWatch === true,
		backup: parseBackup(flags),
	};
}

function parseDatabase({database, demo}: ServeFlags, environment: Environment): {file: string; folder: string | undefined} {
	if (database === undefined) {
		const folder = dataFolder(environment);
		return demo ? {file: ':memory:', folder: undefined} : {file: path.join(folder, 'ledger.db'), folder};
	}

	// Of what isn't known, nothing but the scheme is repeated: there may be a password in it.
	const {scheme, file} = /^(?<scheme>[a-z][\d+\-.a-z]*):(?<file>.*)$/iv.exec(database)?.groups ?? {};
	if (scheme === undefined) {
		throw new UsageError('--database wants a URL; give sqlite:FILE, such as sqlite:./ledger.db.');
	}

	if (scheme.toLowerCase() !== 'sqlite') {
		throw new UsageError(`--database ${scheme}: is not supported yet; sqlite:FILE is.`);
	}

	if (file === undefined || file === '') {
		throw new UsageError('--database sqlite: lacks the file; give sqlite:FILE, such as sqlite:./ledger.db.');
	}

	return {file, folder: undefined};
}

function parseBackup({backup, demo, socket, host, port}: ServeFlags): string | undefined {
	if (backup !== undefined && (demo || socket !== undefined || host !== undefined || port !== undefined)) {
		throw new UsageError('--backup copies a ledger and serves nothing; leave --demo, --socket, --host and --port out.');
	}

	return backup === undefined ? undefined : path.resolve(backup);
}

function parseAddress({socket, host, port}: ServeFlags, token: string | undefined): ServeSettings['address'] {
	if (socket !== undefined) {
		if (host !== undefined || port !== undefined) {
			throw new UsageError('--socket excludes --host and --port; leave one or the other out.');
		}

		return {socket: path.resolve(socket)};
	}

	const address = {host: host ?? '127.0.0.1', port: parsePort(port)};
	if (!isLoopbackHost(address.host) && token === undefined) {
		throw new UsageError(`--host ${address.host} can be reached from other computers; set SYNC_TUI_TOKEN to the token that they must send, or leave --host out.`);
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
