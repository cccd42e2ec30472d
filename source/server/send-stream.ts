import type {ServerResponse} from 'node:http';

/**
Sends a body as it comes, and as fast as the client takes it: a piece is asked for when the one before has been handed to the system. Rejects where the
body fails or the client leaves; the body is let go then, and `outgoing` is left for the caller to break off. The pieces' memory is used up.
*/
export async function sendStream(body: AsyncIterable<unknown>, outgoing: ServerResponse): Promise<void> {
	const {promise: left, reject} = Promise.withResolvers<never>();
	left.catch(() => undefined);
	const leave = () => {
		reject(new Error('the client left'));
	};

	outgoing.once('close', leave);
	try {
		for await (const piece of body) {
			if (!(piece instanceof Uint8Array)) {
				throw new TypeError('a body comes in bytes');
			}

			await Promise.race([written(outgoing, piece), left]);
			free(piece);
		}

		outgoing.end();
	} finally {
		outgoing.off('close', leave);
	}
}

async function written(outgoing: ServerResponse, piece: Uint8Array): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	outgoing.write(piece, error => {
		if (error) {
			reject(error);
		} else {
			resolve();
		}
	});
	return promise;
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
