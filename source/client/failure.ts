/** Why an answer did not come or was not one, in words for the person who watches. */
import {ContractError} from '../contract/validate.ts';

export type FailureCode = 'unreachable' | 'timeout' | 'refused' | 'status' | 'not-json' | 'contract' | 'too-large' | 'redirect' | 'unknown';

export type FailureFacts = {
	readonly cause?: unknown;
	readonly status?: number | undefined;
	readonly retryAfter?: number | undefined;
	readonly date?: number | undefined;
};

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
		super(message, {cause});
		this.name = 'RequestFailure';
		this.code = code;
		this.status = status;
		this.retryAfter = retryAfter;
		this.date = date;
	}
}

const networkWords: Record<string, [FailureCode, string]> = {
	ECONNREFUSED: ['unreachable', 'connection refused'],
	ECONNRESET: ['unreachable', 'the connection was reset'],
	EPIPE: ['unreachable', 'the connection was reset'],
	ENOENT: ['unreachable', 'the socket does not exist'],
	EACCES: ['unreachable', 'no permission to use the socket'],
	ENOTFOUND: ['unreachable', 'the host name is unknown'],
	EAI_AGAIN: ['unreachable', 'the host name can’t be looked up now'],
	EHOSTUNREACH: ['unreachable', 'the host is unreachable'],
	ENETUNREACH: ['unreachable', 'the network is unreachable'],
	ETIMEDOUT: ['timeout', 'no answer in time'],
	CERT_HAS_EXPIRED: ['unreachable', 'the certificate has expired'],
	DEPTH_ZERO_SELF_SIGNED_CERT: ['unreachable', 'the certificate is self-signed'],
	SELF_SIGNED_CERT_IN_CHAIN: ['unreachable', 'the certificate chain is self-signed'],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['unreachable', 'the certificate can’t be verified'],
	ERR_TLS_CERT_ALTNAME_INVALID: ['unreachable', 'the certificate is for another host'],
	HPE_INVALID_CONSTANT: ['unreachable', 'what answers does not speak HTTP'],
	EPROTO: ['unreachable', 'what answers does not speak TLS'],
	Z_DATA_ERROR: ['not-json', 'the compressed answer is damaged'],
	Z_BUF_ERROR: ['not-json', 'the compressed answer is cut off'],
	ERR_TOO_MANY_REDIRECTS: ['redirect', 'too many redirects'],
};

/** Any error of a request as a RequestFailure; `timeoutMs` is what the request was given, `date` what the answer was dated, if one came. */
export function failureOf(error: unknown, timeoutMs: number, date?: number): RequestFailure {
	if (error instanceof RequestFailure) {
		const {code, message, cause, status, retryAfter} = error;
		return new RequestFailure(code, message, {
			cause, status, retryAfter, date: date ?? error.date,
		});
	}

	if (error instanceof ContractError) {
		return new RequestFailure('contract', error.message, {cause: error, date});
	}

	const code = codeOf(error);
	if (code === 'ETIMEDOUT') {
		return new RequestFailure('timeout', `no answer within ${timeoutMs / 1000} s`, {cause: error});
	}

	const [failure, words] = networkWords[code] ?? ['unknown', code === '' ? 'the request failed' : `the request failed (${code})`];
	return new RequestFailure(failure, words, {cause: error});
}

/** What an HTTP status other than 2xx and 304 means to the reader; `detail` comes from a problem document. */
export function statusFailure(status: number, detail: string | undefined, facts: Pick<FailureFacts, 'retryAfter'> = {}): RequestFailure {
	const words = {
		401: '401: the token is missing or was refused',
		403: '403: the token does not allow this',
		404: '404: not found',
		429: '429: too many requests',
		501: '501: the backend does not support this',
	}[status] ?? `${status} from the backend`;
	const code = status === 401 || status === 403 ? 'refused' : (status >= 300 && status < 400 ? 'redirect' : 'status');
	return new RequestFailure(code, detail === undefined ? words : `${words}: ${detail}`, {...facts, status});
}

/** The code of the error or of what caused it: got wraps what Node says. */
function codeOf(error: unknown): string {
	let current = error;
	let code = '';
	for (let depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth++) {
		const own: unknown = Reflect.get(current, 'code');
		if (typeof own === 'string' && (code === '' || own in networkWords)) {
			code = own;
		}

		current = Reflect.get(current, 'cause');
	}

	return code;
}
