/** From the bytes of an answer to its JSON, or to why there is none. What counts is what the body is, not what its `Content-Type` calls it. */
import {ProblemSchema} from '../contract/problem.ts';
import {validate} from '../contract/validate.ts';
import {dateOf, retryAfterOf} from './answer-times.ts';
import {RequestFailure, statusFailure} from './failure.ts';
import {exceedsBounds, maxDepth, maxValues} from './json-bounds.ts';

/** The largest answer that is read, in bytes: 64 MiB. */
export const maxAnswerBytes = 64 * 1024 * 1024;

/** It takes a byte order mark away. */
const decoder = new TextDecoder('utf-8', {fatal: true});

export type ReceivedAnswer = {
	readonly statusCode: number;
	/** Unpacked. */
	readonly body: Uint8Array;
	readonly headers: {readonly date?: string | undefined; readonly 'retry-after'?: string | undefined};
};

/** The JSON of a good answer. Throws a RequestFailure for any other, and for what is no JSON. */
export function parseAnswer({statusCode, body, headers}: ReceivedAnswer): unknown {
	if (statusCode >= 200 && statusCode < 300) {
		return goodJson(statusCode, body);
	}

	const retryAfter = retryAfterOf(headers['retry-after'], dateOf(headers.date) ?? Date.now());
	throw statusFailure(statusCode, problemDetail(body), {retryAfter});
}

function goodJson(status: number, body: Uint8Array): unknown {
	if (status === 206) {
		throw new RequestFailure('not-json', '206: a part of an answer, where all of it was asked for', {status});
	}

	if (body.byteLength === 0) {
		throw new RequestFailure('not-json', status === 200 ? 'the answer is empty' : `the answer is empty (${status})`, {status});
	}

	checkBounds(body);
	const text = decoded(body);
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new RequestFailure('not-json', `the answer is not JSON but ${describeText(text)}`, {cause: error, status});
	}
}

function checkBounds(body: Uint8Array): void {
	if (body.byteLength > maxAnswerBytes) {
		throw tooLarge();
	}

	const excess = exceedsBounds(body);
	if (excess !== undefined) {
		throw new RequestFailure('too-large', excess === 'depth'
			? `the answer is nested more than ${maxDepth} levels deep`
			: `the answer has more than ${maxValues / 1_000_000} million values`);
	}
}

function decoded(body: Uint8Array): string {
	try {
		return decoder.decode(body);
	} catch (error) {
		throw new RequestFailure('not-json', 'the answer is not text in UTF-8', {cause: error});
	}
}

function problemDetail(body: Uint8Array): string | undefined {
	try {
		checkBounds(body);
		const {detail} = validate(ProblemSchema, JSON.parse(decoded(body)));
		return detail ?? undefined;
	} catch {
		return undefined;
	}
}

function describeText(text: string): string {
	const start = text.slice(0, 200).trimStart();
	if (/^<(?:!doctype|html)/iv.test(start)) {
		return 'a web page';
	}

	// UTF-16 of Latin letters is valid UTF-8, every other character of it a NUL.
	if (start.includes('\0')) {
		return 'text in UTF-16';
	}

	return start.startsWith('{') || start.startsWith('[') ? 'cut off or damaged' : 'other text';
}

export function tooLarge(): RequestFailure {
	return new RequestFailure('too-large', `the answer is larger than ${maxAnswerBytes / 1024 / 1024} MiB`);
}
