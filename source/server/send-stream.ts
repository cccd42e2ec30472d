import type {ServerResponse} from 'node:http';
import {accepted} from './accepted.ts';

/**
Sends a body as it comes, and as fast as the client takes it: a piece is asked for when the one before has been handed to the system. Rejects where the
body fails, the client leaves, or a piece isn't taken within `limit` ms; the body is let go then, and `outgoing` is left for the caller to break off. The
pieces' memory is used up. `count` is told the bytes of each piece that was taken.
*/
export async function sendStream(body: AsyncIterable<unknown>, outgoing: ServerResponse, limit: number, count: (bytes: number) => void = () => undefined): Promise<void> {
	for await (const piece of body) {
		if (!(piece instanceof Uint8Array)) {
			throw new TypeError('a body comes in bytes');
		}

		await accepted(outgoing, limit, done => {
			outgoing.write(piece, done);
		});
		count(piece.byteLength);
		free(piece);
	}

	await accepted(outgoing, limit, done => {
		outgoing.end(done);
	});
}

/**
At once: the garbage collector sees little of a piece but its name, so it would come by only when 64 MiB of them have piled up. A small piece may be part
of a larger buffer, which isn't its own.
*/
function free({buffer, byteLength}: Uint8Array): void {
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) {
		buffer.transfer(0);
	}
}
