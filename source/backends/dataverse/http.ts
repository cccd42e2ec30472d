/** One request and its whole answer: bounded in time and size, never redirected. */
import {Buffer} from 'node:buffer';
import {ProblemError} from '../../contract/problem.ts';

export type Asked = {
	readonly url: URL;
	readonly headers?: Readonly<Record<string, string>>;
	/** A form: sent as POST. */
	readonly form?: URLSearchParams | undefined;
	/** ms, for all of it. */
	readonly timeout: number;
	/** Ends the request early. */
	readonly signal: AbortSignal;
};

export type Answer = {readonly status: number; readonly headers: Headers; readonly text: string};

/** In bytes, unpacked. 5,000 rows, the most of a page, stay below it at 6 KB each. */
const maxBytes = 32 * 1024 * 1024;

/** Throws a ProblemError `unavailable` where no whole answer comes. Nothing of the request, which may carry a secret, is in its words. */
export async function request({url, headers = {}, form, timeout, signal}: Asked): Promise<Answer> {
	const limit = AbortSignal.timeout(timeout);
	try {
		const response = await fetch(url, {
			headers,
			// A redirect could take the token to another host.
			redirect: 'manual',
			signal: AbortSignal.any([limit, signal]),
			...(form !== undefined && {method: 'POST', body: form}),
		});
		return {status: response.status, headers: response.headers, text: await textOf(response, url)};
	} catch (error) {
		if (error instanceof ProblemError) {
			throw error;
		}

		throw new ProblemError('unavailable', limit.aborted ? `${url.host} has not answered within ${timeout / 1000} s` : `${url.host} can't be reached${reasonOf(error)}`, {cause: error});
	}
}

async function textOf({body}: Response, {host}: URL): Promise<string> {
	const pieces: Uint8Array[] = [];
	const stream: AsyncIterable<Uint8Array> | null = body;
	let bytes = 0;
	for await (const piece of stream ?? []) {
		bytes += piece.byteLength;
		if (bytes > maxBytes) {
			throw new ProblemError('unavailable', `${host} answers with more than ${maxBytes / 1024 / 1024} MB`);
		}

		pieces.push(piece);
	}

	return Buffer.concat(pieces).toString('utf8');
}

/** ` (ECONNREFUSED)`: codes alone, as messages may repeat what was sent. */
function reasonOf(error: unknown): string {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		if ('code' in cause && typeof cause.code === 'string') {
			return ` (${cause.code})`;
		}
	}

	return '';
}
