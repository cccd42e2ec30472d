import type {IncomingMessage} from 'node:http';
import {ReadableStream} from 'node:stream/web';
import {ProblemError} from '../contract/problem.ts';

/** The Request that came in, its body a stream that is read as it is asked for; undefined where it is none that Request knows. */
export function toRequest(incoming: IncomingMessage): Request | undefined {
	const {method = 'GET', url = ''} = incoming;
	// Not `new URL(url, base)`: a path of `//host` would name another host.
	if (!url.startsWith('/') || !URL.canParse(`http://localhost${url}`)) {
		return undefined;
	}

	const headers = new Headers();
	for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
		for (const value of values) {
			headers.append(name, value);
		}
	}

	const hasBody = method !== 'GET' && method !== 'HEAD';
	try {
		return new Request(`http://localhost${url}`, {method, headers, ...(hasBody && {body: bodyStream(incoming), duplex: 'half'})});
	} catch {
		// TRACE and CONNECT.
		return undefined;
	}
}

/**
Readable.toWeb() would end the connection where the reader has had enough, and with it the answer that says why.
Here the rest is read and dropped instead, as long as the server's request timeout allows.
*/
function bodyStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
	const chunks: AsyncIterator<Uint8Array> = incoming.iterator({destroyOnReturn: false});
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			const next = await chunks.next().catch((error: unknown) => {
				throw new ProblemError('invalid-request', 'the body broke off', {cause: error});
			});
			if (next.done === true) {
				controller.close();
			} else {
				controller.enqueue(next.value);
			}
		},
		async cancel() {
			await chunks.return?.();
			incoming.resume();
		},
	}, {highWaterMark: 0});
}
