import type {IncomingMessage, ServerResponse} from 'node:http';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {accepted} from './accepted.ts';
import {sendStream} from './send-stream.ts';

/** Below this many bytes an answer fits in a packet: packing it would only cost. */
const minPackedBytes = 1024;

const pack = promisify(gzip);

type Count = (bytes: number) => void;

/**
Sends a Response: whole, and packed where the client takes gzip and it pays; or, where it says `no-transform`, as it comes and as fast as the client
takes it. Resolves once the system has taken all of it. Rejects where a stream fails, the client leaves, or takes nothing for `limit` ms (a
SlowClientError): the caller has to break the connection then. `count` is told how many bytes of the body the system has taken.
*/
export async function sendResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse, limit: number, count: Count = () => undefined): Promise<void> {
	for (const [name, value] of response.headers) {
		outgoing.setHeader(name, value);
	}

	outgoing.statusCode = response.status;
	if (response.body === null) {
		await sendWhole(outgoing, limit);
		return;
	}

	if (response.headers.get('cache-control')?.includes('no-transform') === true) {
		// What it is and how much may be known long before the first of it.
		outgoing.flushHeaders();
		await sendStream(response.body, outgoing, limit, count);
		return;
	}

	const whole = new Uint8Array(await response.arrayBuffer());
	outgoing.setHeader('vary', 'accept-encoding');
	if (whole.byteLength > minPackedBytes && acceptsGzip(incoming.headers['accept-encoding'])) {
		const packed = await pack(whole, {level: 1});
		outgoing.setHeader('content-encoding', 'gzip');
		outgoing.setHeader('content-length', packed.byteLength);
		await sendWhole(outgoing, limit, packed);
		count(packed.byteLength);
		return;
	}

	outgoing.setHeader('content-length', whole.byteLength);
	await sendWhole(outgoing, limit, whole);
	count(whole.byteLength);
}

async function sendWhole(outgoing: ServerResponse, limit: number, body?: Uint8Array): Promise<void> {
	await accepted(outgoing, limit, done => {
		outgoing.end(body, done);
	});
}

/** `gzip` or `*` in the list, and not with `q=0`. */
function acceptsGzip(header: string | string[] | undefined): boolean {
	return String(header ?? '').split(',').some(part => /^\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/iv.test(part));
}
