/** What a run of the dashboard is told by flags and environment: read once, checked, frozen. */
import {isPrivateTransport, parseBackendUrl} from './backend-url.ts';
import {parseInterval} from './interval.ts';
import {UsageError} from './usage-error.ts';

export type DemoSettings = {
	/** How many times faster than life the demo's sync works: 1 to 3600. */
	readonly speed: number;
	readonly seed: string | undefined;
};

export type Connection =
	| {readonly kind: 'url'; readonly url: string; readonly token: string | undefined}
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
};

export type DashboardFlags = {
	readonly url?: string | undefined;
	readonly demo?: boolean | undefined;
	readonly demoSpeed?: string | undefined;
	readonly seed?: string | undefined;
	readonly interval?: string | undefined;
	readonly ascii?: boolean | undefined;
	readonly readOnly?: boolean | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export const defaultInterval = '5s';

/** Throws a UsageError at the first setting that is wrong. */
export function resolveConfig(flags: DashboardFlags, environment: Environment): Config {
	return Object.freeze({
		connection: resolveConnection(flags, environment),
		interval: parseInterval(flags.interval ?? defaultInterval),
		ascii: flags.ascii ?? !isUtf8(environment),
		color: isColorWanted(environment),
		readOnly: flags.readOnly === true,
	});
}

/** Throws a UsageError for what isn't a whole or decimal number from 1 to 3600. */
export function parseDemoSpeed(text: string | undefined): number {
	const speed = Number(text ?? '1');
	if (!(speed >= 1 && speed <= 3600)) {
		throw new UsageError(`--demo-speed "${text}" is not a number from 1 to 3600; 60 makes an hour's work happen in a minute.`);
	}

	return speed;
}

/** The bearer token: from the environment, never from a flag, which others could read in the process list. Throws a UsageError for one that no header can carry. */
export function tokenOf(environment: Environment): string | undefined {
	const token = presence(environment.SYNC_TUI_TOKEN);
	if (token !== undefined && /[\s\P{ASCII}\p{Control}]/v.test(token)) {
		throw new UsageError('SYNC_TUI_TOKEN holds a space, a line break or a character that no HTTP header can carry; set the token alone.');
	}

	return token;
}

function resolveConnection(flags: DashboardFlags, environment: Environment): Connection {
	const isAsked = flags.demo === true;
	const url = flags.url ?? (isAsked ? undefined : presence(environment.SYNC_TUI_URL));
	if (isAsked && url !== undefined) {
		throw new UsageError('--demo and --url exclude each other; leave one out.');
	}

	if (url === undefined) {
		return {kind: 'demo', isAsked, demo: {speed: parseDemoSpeed(flags.demoSpeed), seed: flags.seed}};
	}

	if (flags.demoSpeed !== undefined || flags.seed !== undefined) {
		throw new UsageError('--demo-speed and --seed are for the demo; leave them out with --url.');
	}

	const baseUrl = parseBackendUrl(url, flags.url === undefined ? 'SYNC_TUI_URL' : '--url');
	const token = tokenOf(environment);
	if (token !== undefined && !isPrivateTransport(baseUrl)) {
		throw new UsageError('SYNC_TUI_TOKEN would travel unencrypted over http; give an https URL, or unset it.');
	}

	return {kind: 'url', url: baseUrl, token};
}

function presence(value: string | undefined): string | undefined {
	return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** No locale set at all counts as UTF-8, as terminals are today; `C`, `POSIX` and 8-bit locales don't. */
function isUtf8(environment: Environment): boolean {
	const locale = presence(environment.LC_ALL) ?? presence(environment.LC_CTYPE) ?? presence(environment.LANG);
	return locale === undefined || /utf-?8/iv.test(locale);
}

/** https://no-color.org: any value but the empty one turns colour off. */
function isColorWanted(environment: Environment): boolean {
	return (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
}
