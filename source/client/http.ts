/** Reads the Sync Status API: one GET at a time, validated, with ETags remembered. */
import type {Progress} from 'got';
import type {GenericSchema, InferOutput} from 'valibot';
import {validate} from '../contract/validate.ts';
import {dateOf} from './answer-times.ts';
import {connect, defaultTimeout, type ClientOptions} from './connection.ts';
import {failureOf} from './failure.ts';
import {maxAnswerBytes, parseAnswer, tooLarge} from './parse-answer.ts';

export type {BearerTokens, ClientOptions} from './connection.ts';

/** What is asked for may take the backend long, in ms: all errors of a filter, say. */
const actionTimeout = 300_000;

/** How many answers are remembered for `If-None-Match`; the one unused for longest goes first. */
const maxRemembered = 64;

export type Answer<T> = {
	readonly value: T;
	/** False where the backend said 304: `value` is the very object of the answer before. */
	readonly isNew: boolean;
	/** When the backend answered, by its own clock, ms UTC; undefined where it doesn't say. */
	readonly date: number | undefined;
};

export type Client = {
	/** GETs `path` (from the contract, below the base URL); throws a RequestFailure, or an AbortError once `signal` is aborted. */
	get<const Schema extends GenericSchema>(path: string, schema: Schema, options?: GetOptions): Promise<Answer<InferOutput<Schema>>>;
	/** POSTs `body` as JSON; throws a RequestFailure. It is never sent twice, but where the backend took nothing of it: it refused the token. */
	post<const Schema extends GenericSchema>(path: string, body: unknown, schema: Schema): Promise<InferOutput<Schema>>;
};

export type GetOptions = {
	readonly query?: URLSearchParams | undefined;
	readonly signal?: AbortSignal | undefined;
	/** False for what is hardly asked twice, a page far down a list say: it is not kept for a 304. */
	readonly isKept?: boolean | undefined;
};

export function createClient(options: ClientOptions): Client {
	const {timeout = defaultTimeout} = options;
	const {request, origin, ready, authorized} = connect(options);
	const remembered = new Map<string, {etag: string; value: unknown}>();
	const get: Client['get'] = async (path, schema, {query, signal, isKept = true} = {}) => {
		const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`;
		const key = path + search;
		const known = remembered.get(key);
		let date: number | undefined;
		try {
			await ready(signal);
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
			date = dateOf(response.headers.date);
			if (response.statusCode === 304 && known !== undefined) {
				remember(remembered, key, known.etag, known.value);
				return {value: known.value as InferOutput<typeof schema>, isNew: false, date};
			}

			const value = validate(schema, parseAnswer(response));
			remember(remembered, key, isKept ? response.headers.etag : undefined, value);
			return {value, isNew: true, date};
		} catch (error) {
			if (signal?.aborted === true) {
				throw error;
			}

			throw failureOf(error, timeout, date);
		}
	};

	const post: Client['post'] = async (path, body, schema) => {
		try {
			await ready(undefined);
			const response = await request.post(origin + path, {json: body, timeout: {request: actionTimeout}});
			return validate(schema, parseAnswer(response));
		} catch (error) {
			throw failureOf(error, actionTimeout);
		}
	};

	return {
		get: async (path, schema, getOptions) => authorized(async () => get(path, schema, getOptions)),
		post: async (path, body, schema) => authorized(async () => post(path, body, schema)),
	};
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
