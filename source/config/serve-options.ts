/** What `serve` takes for a life in production: tokens, TLS, its log and its end. */
import {oneLine} from './one-line.ts';
import {expandPath} from './folders.ts';
import type {TlsFiles} from './serve-tls.ts';
import {UsageError} from './usage-error.ts';

export type ServeOptionFlags = {
	readonly tokens?: string | undefined;
	readonly tlsCert?: string | undefined;
	readonly tlsKey?: string | undefined;
	readonly log?: string | undefined;
	readonly drain?: string | undefined;
	readonly socket?: string | undefined;
};

export type ServeOptions = {
	/** Absolute path of the file of tokens. */
	readonly tokensFile: string | undefined;
	/** Absolute paths. */
	readonly tls: TlsFiles | undefined;
	/** `text`: lines for people, of what goes wrong alone. `json`: a line per request too. */
	readonly logFormat: 'text' | 'json';
	/** How long running requests may take to end once the server is told to, in ms. */
	readonly drainLimit: number;
};

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000};
const maxDrain = 60 * 60_000;

/** Throws a UsageError at the first that is wrong. */
export function parseServeOptions({tokens, tlsCert, tlsKey, log = 'text', drain = '10s', socket}: ServeOptionFlags): ServeOptions {
	if (log !== 'text' && log !== 'json') {
		throw new UsageError(`--log "${oneLine(log)}" is not a kind of log; give json (a line per request), or text.`);
	}

	return {
		tokensFile: tokens === undefined ? undefined : expandPath(tokens, process.cwd()),
		tls: tlsFiles(tlsCert, tlsKey, socket),
		logFormat: log,
		drainLimit: parseDrain(drain),
	};
}

function tlsFiles(cert: string | undefined, key: string | undefined, socket: string | undefined): TlsFiles | undefined {
	if (cert === undefined && key === undefined) {
		return undefined;
	}

	if (cert === undefined || key === undefined) {
		throw new UsageError(`--tls-cert and --tls-key go together; add --tls-${cert === undefined ? 'cert' : 'key'}.`);
	}

	if (socket !== undefined) {
		throw new UsageError('--tls-cert and --tls-key are for a port: what goes through a Unix socket never leaves this computer; leave them out.');
	}

	return {cert: expandPath(cert, process.cwd()), key: expandPath(key, process.cwd())};
}

/** `10s`, `500ms`, `2m` → ms; a bare number is seconds. */
function parseDrain(text: string): number {
	const {number, unit = 's'} = /^(?<number>\d{1,7}(?:\.\d+)?)(?<unit>ms|s|m)?$/v.exec(text.trim())?.groups ?? {};
	const ms = Number(number) * (unitMs[unit] ?? NaN);
	if (!(ms <= maxDrain)) {
		throw new UsageError(`--drain "${oneLine(text)}" is not a time from 0s to 60m; give seconds (10) or a unit (500ms, 30s, 2m).`);
	}

	return Math.round(ms);
}
