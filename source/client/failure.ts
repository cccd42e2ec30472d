/** Why an answer did not come or was not one, in words for the person who watches. */
import {ContractError} from '../contract/validate.ts';
import {certificateWords, type CertificateTimes} from './certificate.ts';
import {networkWords} from './network-words.ts';

/** `incomplete`: an answer that began and broke off. */
export type FailureCode =
	'unreachable' | 'timeout' | 'refused' | 'status' | 'not-json' | 'incomplete' | 'contract' | 'too-large' | 'redirect' | 'unknown';

export type FailureFacts = {
	readonly cause?: unknown;
	readonly status?: number | undefined;
	readonly retryAfter?: number | undefined;
	readonly date?: number | undefined;
};

/** Characters of a message: what a backend says of itself may be of any length. */
const maxMessage = 300;
const maxDetail = 200;

/** One request that failed. `message` is a phrase that fits after a colon; the cause is kept for logs. */
export class RequestFailure extends Error {
	readonly code: FailureCode;
	/** The HTTP status, where there was an answer. */
	readonly status: number | undefined;
	/** For how long the backend asked to be left alone, ms. */
	readonly retryAfter: number | undefined;
	/** When the backend answered, by its own clock, ms UTC; undefined where it didn't. */
	readonly date: number | undefined;

	constructor(code: FailureCode, message: string, {cause, status, retryAfter, date}: FailureFacts = {}) {
		super(shorten(message, maxMessage), {cause});
		this.name = 'RequestFailure';
		this.code = code;
		this.status = status;
		this.retryAfter = retryAfter;
		this.date = date;
	}
}

/** How far a request came: `body` is an answer whose head was read. */
export type Phase = 'connecting' | 'tls' | 'answer' | 'body';

export type RequestFacts = {
	/** When the answer was made, if one came, ms UTC. */
	readonly date?: number | undefined;
	readonly phase?: Phase | undefined;
	/** Of the backend, if it showed one. */
	readonly certificate?: CertificateTimes | undefined;
	/** ms UTC. */
	readonly now?: number;
};

/** Any error of a request as a RequestFailure; `timeoutMs` is what the request was given. */
export function failureOf(error: unknown, timeoutMs: number, facts: RequestFacts = {}): RequestFailure {
	const {date, phase = 'answer', certificate, now} = facts;
	if (error instanceof RequestFailure) {
		const {code, message, cause, status, retryAfter} = error;
		return date === undefined
			? error
			: new RequestFailure(code, message, {cause, status, retryAfter, date});
	}

	if (error instanceof ContractError) {
		return new RequestFailure('contract', error.message, {cause: error, date});
	}

	const code = codeOf(error);
	if (code === 'ETIMEDOUT') {
		return new RequestFailure('timeout', `${lateWords[phase]} within ${timeoutMs / 1000} s`, {cause: error, date});
	}

	if (phase === 'body' && brokenOff.has(code)) {
		return new RequestFailure('incomplete', 'the answer broke off', {cause: error, date});
	}

	const [failure, words] = networkWords(code) ?? ['unknown', code === '' ? 'the request failed' : `the request failed (${code})`];
	return new RequestFailure(failure, certificateWords(code, certificate, now) ?? words, {cause: error, date});
}

const lateWords: Readonly<Record<Phase, string>> = {
	connecting: 'no connection', tls: 'no TLS connection', answer: 'no answer', body: 'the answer was not complete',
};

/** Codes of a connection that ended before the answer did. */
const brokenOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_HTTP_CONTENT_LENGTH_MISMATCH']);

/** What an HTTP status other than 2xx means to the reader; `detail` comes from a problem document. */
export function statusFailure(status: number, detail: string | undefined, facts: Pick<FailureFacts, 'retryAfter'> = {}): RequestFailure {
	const words = {
		304: '304 from the backend, without an answer that it could mean',
		401: '401: the token is missing or was refused',
		403: '403: the token does not allow this',
		404: '404: not found',
		429: '429: too many requests',
		501: '501: the backend does not support this',
	}[status] ?? `${status} from the backend`;
	const code = status === 401 || status === 403 ? 'refused' : 'status';
	return new RequestFailure(code, detail === undefined ? words : `${words}: ${shorten(detail, maxDetail)}`, {...facts, status});
}

/** The code of the error or of what caused it: got wraps what Node says. */
function codeOf(error: unknown): string {
	let current = error;
	let code = '';
	for (let depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth++) {
		const own: unknown = Reflect.get(current, 'code');
		if (typeof own === 'string' && (code === '' || networkWords(own) !== undefined)) {
			code = own;
		}

		current = Reflect.get(current, 'cause');
	}

	return code;
}

function shorten(text: string, length: number): string {
	return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
