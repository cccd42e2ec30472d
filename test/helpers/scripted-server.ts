/** A real HTTP server on loopback that answers what a test tells it to, and remembers what it was asked. */
import {createServer, type IncomingMessage, type RequestListener} from 'node:http';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';

export type ScriptedServer = AsyncDisposable & {
	readonly url: string;
	readonly requests: IncomingMessage[];
	/** What the next requests are answered with. */
	answer(listener: RequestListener): void;
};

export async function scriptedServer(listener: RequestListener): Promise<ScriptedServer> {
	let current = listener;
	const requests: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		requests.push(request);
		current(request, response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		answer(next) {
			current = next;
		},
		async [Symbol.asyncDispose]() {
			if (!server.listening) {
				return;
			}

			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}

/** A JSON body with an ETag of the caller's choice. */
export function json(body: unknown, {status = 200, etag}: {status?: number; etag?: string} = {}): RequestListener {
	return (request, response) => {
		if (etag !== undefined && request.headers['if-none-match'] === etag) {
			response.writeHead(304, {etag}).end();
			return;
		}

		response.writeHead(status, {'content-type': 'application/json', ...(etag !== undefined && {etag})}).end(JSON.stringify(body));
	};
}
