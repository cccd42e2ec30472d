/** Reads the Sync Status API: one GET at a time, validated, with ETags remembered. */
import got, {type Progress, type Response} from 'got';
import type {GenericSchema, InferOutput} from 'valibot';
import {ProblemSchema} from '../contract/problem.ts';
import {validate} from '../contract/validate.ts';
import {failureOf, RequestFailure, statusFailure} from './failure.ts';

/** The largest answer that is read, in bytes: 64 MiB. */
export const maxAnswerBytes = 64 * 1024 * 1024;

/** How long one request may take, in ms. */
export const defaultTimeout = 10_000;

/** How many answers are remembered for `If-None-Match`; the one unused for longest goes first. */
const maxRemembered = 64;

export type Answer<T> = {
	readonly value: T;
	/** False where the backend said 304: `value` is the very object of the answer before. */
	readonly isNew: boolean;
};

export type Client = {
	/** GETs `path` (from the contract, below the base URL); throws a RequestFailure, or an AbortError once `signal` is aborted. */
	get<const Schema extends GenericSchema>(path: string, schema: Schema, options?: GetOptions): Promise<Answer<InferOutput<Schema>>>;
};

export type GetOptions = {
	readonly query?: URLSearchParams | undefined;
	readonly signal?: AbortSignal | undefined;
};

export type ClientOptions = {
	/** Without a slash at its end; `unix:/path` for a Unix socket. */
	readonly baseUrl: string;
	readonly token?: string | undefined;
	/** ms. */
	readonly timeout?: number;
	/** Settles before the first request is sent: a server that is still starting. Its failure is that of each request. */
	readonly waitFor?: Promise<void> | undefined;
};

export function createClient({baseUrl, token, timeout = defaultTimeout, waitFor}: ClientOptions): Client {
	const remembered = new Map<string, {etag: string; value: unknown}>();
	const origin = baseUrl.startsWith('unix:') ? `http://${baseUrl}:` : baseUrl;
	const request = got.extend({
		enableUnixSockets: baseUrl.startsWith('unix:'),
		// A redirect could carry the token to another host: it is shown as what it is instead of followed.
		followRedirect: false,
		headers: {accept: 'application/json', 'user-agent': 'sync-tui', ...(token !== undefined && {authorization: `Bearer ${token}`})},
		responseType: 'buffer',
		// The poller decides when to try again.
		retry: {limit: 0},
		throwHttpErrors: false,
		timeout: {request: timeout},
	});

	return {
		async get(path, schema, {query, signal} = {}) {
			const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`;
			const key = path + search;
			const known = remembered.get(key);
			try {
				await settled(waitFor, signal);
				const tooMuch = new AbortController();
				const running = request(origin + key, {
					...(known !== undefined && {headers: {'if-none-match': known.etag}}),
					signal: signal === undefined ? tooMuch.signal : AbortSignal.any([signal, tooMuch.signal]),
				});
				// This counts bytes as they come; the size after unpacking is checked in parseAnswer.
				void running.on('downloadProgress', ({transferred}: Progress) => {
					if (transferred > maxAnswerBytes) {
						tooMuch.abort();
					}
				});
				const response = await running.catch((error: unknown) => {
					throw tooMuch.signal.aborted ? tooLarge() : error;
				});
				if (response.statusCode === 304 && known !== undefined) {
					remember(remembered, key, known.etag, known.value);
					return {value: known.value as InferOutput<typeof schema>, isNew: false};
				}

				const value = validate(schema, parseAnswer(response));
				remember(remembered, key, response.headers.etag, value);
				return {value, isNew: true};
			} catch (error) {
				if (signal?.aborted === true) {
					throw error;
				}

				throw failureOf(error, timeout);
			}
		},
	};
}

/** Waits for a server that is starting, no longer than its answer is wanted. */
async function settled(waitFor: Promise<void> | undefined, signal: AbortSignal | undefined): Promise<void> {
	signal?.throwIfAborted();
	if (waitFor === undefined) {
		return;
	}

	const {promise, reject} = Promise.withResolvers<never>();
	const abort = () => {
		reject(new RequestFailure('unknown', 'it was called off'));
	};

	signal?.addEventListener('abort', abort, {once: true});
	try {
		await Promise.race([waitFor, promise]);
	} finally {
		signal?.removeEventListener('abort', abort);
	}
}

function remember(remembered: Map<string, {etag: string; value: unknown}>, key: string, etag: string | undefined, value: unknown): void {
	remembered.delete(key);
	if (etag === undefined) {
		return;
	}

	remembered.set(key, {etag, value});
	const [oldest] = remembered.keys();
	if (remembered.size > maxRemembered && oldest !== undefined) {
		remembered.delete(oldest);
	}
}

const decoder = new TextDecoder('utf-8', {fatal: true});

function parseAnswer({statusCode, body}: Response<Uint8Array>): unknown {
	if (body.byteLength > maxAnswerBytes) {
		throw tooLarge();
	}

	const isGood = statusCode >= 200 && statusCode < 300;
	let json: unknown;
	try {
		json = JSON.parse(decoder.decode(body));
	} catch (error) {
		throw isGood
			? new RequestFailure('not-json', `the answer is not JSON but ${describeBody(body)}`, {cause: error})
			: statusFailure(statusCode, undefined);
	}

	if (!isGood) {
		throw statusFailure(statusCode, problemDetail(json));
	}

	return json;
}

function problemDetail(json: unknown): string | undefined {
	try {
		return validate(ProblemSchema, json).detail ?? undefined;
	} catch {
		return undefined;
	}
}

function describeBody(body: Uint8Array): string {
	if (body.byteLength === 0) {
		return 'empty';
	}

	const start = new TextDecoder().decode(body.subarray(0, 200)).trimStart();
	if (/^<(?:!doctype|html)/iv.test(start)) {
		return 'a web page';
	}

	return start.startsWith('{') || start.startsWith('[') ? 'cut off or damaged' : 'other text';
}

function tooLarge(): RequestFailure {
	return new RequestFailure('too-large', `the answer is larger than ${maxAnswerBytes / 1024 / 1024} MiB`);
}
