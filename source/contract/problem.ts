/** RFC 9457 problems: how every refusal of the API looks, and which codes there are. */
import * as v from 'valibot';
import {OptionalTextSchema} from './common.ts';

/** Stable codes, with the HTTP status of each. */
export const problemStatus = {
	'invalid-request': 400,
	unauthorized: 401,
	forbidden: 403,
	'not-found': 404,
	'too-large': 413,
	'rate-limited': 429,
	'not-supported': 501,
	unavailable: 503,
} as const;
export type ProblemCode = keyof typeof problemStatus;

export const problemContentType = 'application/problem+json';

export const ProblemSchema = v.object({
	type: OptionalTextSchema,
	title: OptionalTextSchema,
	status: v.nullish(v.number('an HTTP status')),
	detail: OptionalTextSchema,
	code: OptionalTextSchema,
}, 'a problem');
export type Problem = v.InferOutput<typeof ProblemSchema>;

const titles: Record<ProblemCode, string> = {
	'invalid-request': 'The request is not valid',
	unauthorized: 'A token is needed',
	forbidden: 'This is not allowed',
	'not-found': 'There is no such thing here',
	'too-large': 'The request is too large',
	'rate-limited': 'Too many requests',
	'not-supported': 'This backend does not support that',
	unavailable: 'The backend cannot answer now',
};

/** Something that a backend or the server refuses: answered as a problem, never as a stack trace. */
export class ProblemError extends Error {
	readonly code: ProblemCode;
	/** Seconds after which a new try makes sense (`Retry-After`), where it does. */
	readonly retryAfter: number | undefined;

	constructor(code: ProblemCode, detail: string, options: {cause?: unknown; retryAfter?: number} = {}) {
		super(detail, {cause: options.cause});
		this.name = 'ProblemError';
		this.code = code;
		this.retryAfter = options.retryAfter;
	}

	/** The body of the answer. */
	toProblem(): Problem {
		return {
			type: 'about:blank', title: titles[this.code], status: problemStatus[this.code], detail: this.message, code: this.code,
		};
	}
}
