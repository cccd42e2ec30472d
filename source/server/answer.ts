/** Responses: JSON, JSON that may be unchanged, and problems. */
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {
	problemContentType, ProblemError, problemStatus, type ProblemCode,
} from '../contract/problem.ts';

export function jsonAnswer(value: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
	return textAnswer(JSON.stringify(value), status, {'content-type': 'application/json', ...headers});
}

/**
The answer to a GET: with an ETag over what it says, or 304 where the client has it.
The ETag is a weak one: `generatedAt` differs between answers that say the same.
*/
export function readAnswer(request: Request, value: unknown): Response {
	const said = typeof value === 'object' && value !== null && 'generatedAt' in value ? {...value, generatedAt: undefined} : value;
	const etag = `W/"${createHash('sha1').update(JSON.stringify(said)).digest('base64url')}"`;
	// Asked again each time: what a sync says is old at once.
	const headers = {etag, 'cache-control': 'private, no-cache'};
	return isKnown(request.headers.get('if-none-match'), etag)
		? new Response(null, {status: 304, headers})
		: jsonAnswer(value, 200, headers);
}

export type Refusal = {
	readonly code: ProblemCode;
	readonly detail: string;
	/** Where the HTTP status is not that of the code. */
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
};

export function problemAnswer({code, detail, status = problemStatus[code], headers = {}}: Refusal): Response {
	const problem = {...new ProblemError(code, detail).toProblem(), status};
	return textAnswer(JSON.stringify(problem), status, {'content-type': problemContentType, 'cache-control': 'no-store', ...headers});
}

/** For HEAD: the same but for the body; its length is still said. A stream is let go before anything of it is read. */
export async function withoutBody(response: Response): Promise<Response> {
	await response.body?.cancel();
	return new Response(null, {status: response.status, headers: response.headers});
}

/** Any text; what it is, `headers` say. */
export function textAnswer(text: string, status: number, headers: Readonly<Record<string, string>>): Response {
	const body = Buffer.from(text);
	return new Response(body, {status, headers: {'content-length': String(body.byteLength), ...headers}});
}

/** `*` or a list of ETags; a weak one and a strong one of the same text are the same here. */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
	const opaque = (text: string) => text.trim().replace(/^W\//v, '');
	return ifNoneMatch !== null && (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some(known => opaque(known) === opaque(etag)));
}
