/** What `sync-tui info` tells, gathered from settings, files and terminal. */
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {cacheFileOf, readKeptHours} from '../client/cache.ts';
import type {ConfigPlace} from '../config/config-file.ts';
import {addressOf, type Config, type Environment} from '../config/config.ts';
import {cacheFolder, dataFolder, stateFolder} from '../config/folders.ts';
import type {TokenOrigin} from '../config/token.ts';
import {zoneName} from '../config/zone-name.ts';

export type InfoSettings = {
	readonly config: Config;
	/** Where the config file is looked for. */
	readonly place: ConfigPlace;
	/** Of the program. */
	readonly version: string;
};

export type InfoSurroundings = {
	readonly stdout: {
		write(text: string): unknown;
		readonly isTTY?: boolean;
		readonly columns?: number;
		readonly rows?: number;
		/** Bits per colour, as Node's terminals tell it. */
		getColorDepth?(env: object): number;
	};
	readonly env: Environment;
	readonly platform: string;
	readonly arch: string;
	/** With a `v` before it, as Node says it. */
	readonly version: string;
};

/** As `--json` prints it: null is what there is none of. */
export type Facts = {
	readonly version: string;
	readonly node: string;
	readonly platform: string;
	readonly config: {readonly file: string; readonly exists: boolean};
	readonly connection: {
		readonly name: string | null;
		readonly isDemo: boolean;
		readonly url: string | null;
		/** The place, never what is there. */
		readonly tokenFrom: string | null;
		readonly isInsecure: boolean;
		/** ms. */
		readonly interval: number;
		readonly readOnly: boolean;
	};
	readonly cache: {
		readonly folder: string;
		readonly isUsed: boolean;
		readonly file: string;
		readonly bytes: number | null;
		readonly changedAt: string | null;
		/** How many clock hours of throughput are kept, of any object. */
		readonly hours: number | null;
	};
	/** Where `serve` keeps its ledger unless it is told otherwise. */
	readonly ledger: {readonly file: string; readonly exists: boolean};
	readonly state: {readonly folder: string; readonly exists: boolean};
	readonly terminal: {readonly term: string; readonly columns: number; readonly rows: number; readonly colors: number} | null;
	readonly isAscii: boolean;
	readonly timeZone: string;
};

/** Never fails: of what can't be looked at, it says that it isn't there. */
export async function gatherFacts({config, place, version}: InfoSettings, surroundings: InfoSurroundings): Promise<Facts> {
	const {env, platform, arch} = surroundings;
	const ledger = path.join(dataFolder(env), 'ledger.db');
	const state = stateFolder(env);
	return {
		version,
		node: surroundings.version.replace(/^v/v, ''),
		platform: `${platform} ${arch}`,
		config: {file: place.file, exists: await exists(place.file)},
		connection: await connectionFacts(config),
		cache: await cacheFacts(cacheFolder(env), config),
		ledger: {file: ledger, exists: await exists(ledger)},
		state: {folder: state, exists: await exists(state)},
		terminal: terminalFacts(surroundings, config),
		isAscii: config.ascii,
		timeZone: zoneName(env.TZ),
	};
}

async function connectionFacts({connection, interval, readOnly}: Config): Promise<Facts['connection']> {
	const common = {
		name: connection.kind === 'demo' ? null : connection.name ?? null,
		isDemo: connection.kind === 'demo',
		url: connection.kind === 'demo' ? null : addressOf(connection),
		interval,
		readOnly,
	};
	return connection.kind === 'url'
		? {...common, tokenFrom: connection.tokenFrom === undefined ? null : await originText(connection.tokenFrom), isInsecure: connection.isInsecure}
		: {...common, tokenFrom: null, isInsecure: false};
}

/** The path of a token file that isn't there is not repeated: somebody may have put the token itself there. */
async function originText(origin: TokenOrigin): Promise<string> {
	return origin.kind === 'file'
		? `${origin.setting} (${await exists(origin.file) ? origin.file : 'no such file'})`
		: origin.setting;
}

async function cacheFacts(folder: string, {connection, cache: isUsed}: Config): Promise<Facts['cache']> {
	const key = addressOf(connection);
	const file = cacheFileOf(folder, key);
	const stats = await stat(file).catch(() => undefined);
	if (stats === undefined) {
		return {folder, isUsed, file, bytes: null, changedAt: null, hours: null};
	}

	const hours = new Set(readKeptHours(folder, key).values().flatMap(counts => counts.keys())).size;
	return {folder, isUsed, file, bytes: stats.size, changedAt: stats.mtime.toISOString(), hours};
}

function terminalFacts({stdout, env}: InfoSurroundings, {color}: Config): Facts['terminal'] {
	if (stdout.isTTY !== true) {
		return null;
	}

	const depth = stdout.getColorDepth?.(env) ?? 1;
	return {term: env.TERM ?? '', columns: stdout.columns ?? 0, rows: stdout.rows ?? 0, colors: color && depth > 1 ? 2 ** depth : 0};
}

async function exists(file: string): Promise<boolean> {
	try {
		await stat(file);
		return true;
	} catch {
		return false;
	}
}
