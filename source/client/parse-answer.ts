/** From the bytes of an answer to its JSON, or to why there is none. */
import {ProblemSchema} from '../contract/problem.ts';
import {validate} from '../contract/validate.ts';
import {dateOf, retryAfterOf} from './answer-times.ts';
import {RequestFailure, statusFailure} from './failure.ts';

/** The largest answer that is read, in bytes: 64 MiB. */
export const maxAnswerBytes = 64 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', {fatal: true});

export type ReceivedAnswer = {
	readonly statusCode: number;
	readonly body: Uint8Array;
	readonly headers: {readonly date?: string | undefined; readonly 'retry-after'?: string | undefined};
};

/** The JSON of a good answer. Throws a RequestFailure for any other, and for what is no JSON. */
export function parseAnswer({statusCode, body, headers}: ReceivedAnswer): unknown {
	if (body.byteLength > maxAnswerBytes) {
		throw tooLarge();
	}

	const isGood = statusCode >= 200 && statusCode < 300;
	const facts = {retryAfter: retryAfterOf(headers['retry-after'], dateOf(headers.date) ?? Date.now())};
	let json: unknown;
	try {
		json = JSON.parse(decoder.decode(body));
	} catch (error) {
		throw isGood
			? new RequestFailure('not-json', `the answer is not JSON but ${describeBody(body)}`, {cause: error})
			: statusFailure(statusCode, undefined, facts);
	}

	if (!isGood) {
		throw statusFailure(statusCode, problemDetail(json), facts);
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

export function tooLarge(): RequestFailure {
	return new RequestFailure('too-large', `the answer is larger than ${maxAnswerBytes / 1024 / 1024} MiB`);
}
