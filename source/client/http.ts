/** Reads the Sync Status API: one GET at a time, validated, with ETags remembered. */
import type {GenericSchema, InferOutput} from 'valibot';
import {validate} from '../contract/validate.ts';
import {dateOf} from './answer-times.ts';
import {connect, defaultTimeout, type ClientOptions} from './connection.ts';
import {failureOf} from './failure.ts';
import {parseAnswer} from './parse-answer.ts';
import {ownConnection, receive, receiveAgain, type Received} from './receive.ts';
import {redirectFailure} from './redirect.ts';
import {createRemembered, usableEtag} from './remembered.ts';
import {acceptedEncodings} from './unpack.ts';

export type {BearerTokens, ClientOptions} from './connection.ts';

/** What is asked for may take the backend long, in ms: all errors of a filter, say. */
const actionTimeout = 300_000;

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
	const {request: base, origin, ready, authorized} = connect(options);
	// What is packed is unpacked by `receive`, which stops where it gets too much.
	const request = base.extend({decompress: false, headers: {'accept-encoding': acceptedEncodings}});
	const remembered = createRemembered();
	const get: Client['get'] = async (path, schema, {query, signal, isKept = true} = {}) => {
		const search = query === undefined || query.size === 0 ? '' : `?${query.toString()}`;
		const key = path + search;
		const known = remembered.get(key);
		let date: number | undefined;
		try {
			await ready(signal);
			const response = await receiveAgain(more => request.stream(origin + key, {
				...more,
				...(known !== undefined && {headers: {'if-none-match': known.etag}}),
				...(signal !== undefined && {signal}),
			}), timeout);
			date = dateOf(response.headers.date);
			if (response.statusCode === 304 && known !== undefined) {
				remembered.set(key, known);
				return {value: known.value as InferOutput<typeof schema>, isNew: false, date};
			}

			const value = validate(schema, jsonOf(response, origin, key));
			const etag = usableEtag(response.headers.etag);
			remembered.set(key, isKept && etag !== undefined ? {etag, value, bytes: response.body.byteLength} : undefined);
			return {value, isNew: true, date};
		} catch (error) {
			if (signal?.aborted === true) {
				throw error;
			}

			throw failureOf(error, timeout, {date});
		}
	};

	const post: Client['post'] = async (path, body, schema) => {
		try {
			await ready(undefined);
			const stream = request.stream(origin + path, {...ownConnection, method: 'POST', json: body, timeout: {request: actionTimeout}});
			const response = await receive(stream, actionTimeout);
			return validate(schema, jsonOf(response, origin, path));
		} catch (error) {
			throw failureOf(error, actionTimeout);
		}
	};

	return {
		get: async (path, schema, how) => authorized(async () => get(path, schema, how)),
		post: async (path, body, schema) => authorized(async () => post(path, body, schema)),
	};
}

function jsonOf(response: Received, origin: string, path: string): unknown {
	const {statusCode, headers} = response;
	if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) {
		throw redirectFailure(statusCode, headers.location, origin + path, path);
	}

	return parseAnswer(response);
}
