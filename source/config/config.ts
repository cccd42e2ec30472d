/** What a run of the dashboard is told by flags, environment and config file: read once, checked, frozen. It never holds a token. */
import type {BackendSettings} from './backend-settings.ts';
import type {DemoSettings} from './demo-settings.ts';
import type {FileSettings} from './file-settings.ts';
import {parseInterval} from './interval.ts';
import {resolveConnection} from './resolve-connection.ts';
import {isColorWanted, isUtf8} from './terminal-wishes.ts';
import type {TokenOrigin} from './token.ts';

export {parseDemoSpeed, type DemoSettings} from './demo-settings.ts';

export type Connection =
	| {
		readonly kind: 'url';
		/** As the config file calls it. */
		readonly name: string | undefined;
		/** As `parseBackendUrl` returns it. */
		readonly url: string;
		/** Where `openTokenSource` gets the token; undefined: none is sent. */
		readonly tokenFrom: TokenOrigin | undefined;
		/** A token goes over http to another machine, because somebody said that it may. */
		readonly isInsecure: boolean;
		/** ms: how long an answer may take. */
		readonly timeout: number;
	}
	/** A server of our own, in a child process, answers for what isn't HTTP. */
	| {
		readonly kind: 'served';
		readonly name: string | undefined;
		readonly backend: BackendSettings;
		/** What it is called on screen, and kept under. */
		readonly address: string;
		/** What `sync-tui serve` is to be told to come to the same settings; no secret is among it. */
		readonly serveWith: readonly string[];
		/** ms. */
		readonly timeout: number;
	}
	/** `isAsked` is false where the demo stands in because nothing is configured. */
	| {readonly kind: 'demo'; readonly isAsked: boolean; readonly demo: DemoSettings};

export type Config = {
	readonly connection: Connection;
	/** ms between two polls. */
	readonly interval: number;
	/** Draw with ASCII alone: no box characters, arrows or dots. */
	readonly ascii: boolean;
	readonly color: boolean;
	/** Nothing may be changed in the backend. */
	readonly readOnly: boolean;
	/** False: nothing is kept between runs, and nothing that was kept is shown. */
	readonly cache: boolean;
	/** False: polls go on at full pace where the terminal's window isn't looked at. */
	readonly focus: boolean;
	/** A token may go over http to another machine. */
	readonly insecureHttp: boolean;
};

export type DashboardFlags = {
	/** The name of a connection of the config file: the word after the program's name. */
	readonly connection?: string | undefined;
	readonly url?: string | undefined;
	readonly tokenFile?: string | undefined;
	/** The config file; whoever calls has read it. */
	readonly config?: string | undefined;
	readonly database?: string | undefined;
	readonly passwordFile?: string | undefined;
	readonly preset?: string | undefined;
	readonly allowWrites?: boolean | undefined;
	readonly file?: string | undefined;
	readonly columns?: string | undefined;
	readonly demo?: boolean | undefined;
	readonly demoSpeed?: string | undefined;
	readonly seed?: string | undefined;
	readonly interval?: string | undefined;
	readonly timeout?: string | undefined;
	readonly ascii?: boolean | undefined;
	readonly readOnly?: boolean | undefined;
	readonly cache?: boolean | undefined;
	readonly focus?: boolean | undefined;
	readonly insecureHttp?: boolean | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

const defaultInterval = 5000;

/** Flags count more than the environment, that more than the connection, that more than the rest of the file. Throws a UsageError at the first setting that is wrong. */
export function resolveConfig(flags: DashboardFlags, environment: Environment, file?: FileSettings): Config {
	const {connection, settings, insecureHttp} = resolveConnection(flags, environment, file);
	return Object.freeze({
		connection: Object.freeze(connection),
		interval: flags.interval === undefined ? settings?.interval ?? file?.interval ?? defaultInterval : parseInterval(flags.interval),
		ascii: flags.ascii ?? file?.ascii ?? !isUtf8(environment),
		color: isColorWanted(environment),
		readOnly: flags.readOnly ?? settings?.readOnly ?? file?.readOnly ?? false,
		cache: flags.cache ?? file?.cache ?? true,
		focus: flags.focus ?? file?.focus ?? true,
		insecureHttp,
	});
}

/** What a backend is called on screen, and what is kept of it is kept under. */
export function addressOf(connection: Connection): string {
	switch (connection.kind) {
		case 'url': {
			return connection.url;
		}

		case 'served': {
			return connection.address;
		}

		case 'demo': {
			return 'demo';
		}
	}
}
