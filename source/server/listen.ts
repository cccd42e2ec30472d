/** Serves a handler over HTTP, on a port or on a Unix socket. */
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {Handler} from './handle.ts';
import {ListenError, listenErrorOf} from './listen-error.ts';
import {sendResponse} from './send-response.ts';
import {toRequest} from './to-request.ts';
import {removeStaleSocket} from './unix-socket.ts';

/** Port 0 takes any that is free. */
export type Address = {readonly host: string; readonly port: number} | {readonly socket: string};

export type Listening = {
	/** `http://HOST:PORT`, or `unix:/path`. */
	readonly url: string;
	/** Takes no more requests, lets those that run end (2 s at most), and frees the address. */
	close(): Promise<void>;
};

/** How long running requests may take to end once the server closes, in ms. */
const closeGrace = 2000;

/** Resolves once it listens; throws a ListenError where it can't. `log` is told what broke a connection on this side. */
export async function listen(handler: Handler, address: Address, log?: (error: unknown) => void): Promise<Listening> {
	const server = createServer({
		// In ms. A dashboard asks every few seconds: between two polls the connection stays, also at long intervals.
		headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5000,
	}, (incoming, outgoing) => {
		const respond = async () => {
			const request = toRequest(incoming);
			const response = request === undefined ? new Response(null, {status: 400}) : await handler(request);
			if (!server.listening) {
				outgoing.setHeader('connection', 'close');
			}

			await sendResponse(response, incoming, outgoing);
		};

		respond().catch((error: unknown) => {
			outgoing.destroy();
			// A client that went away broke nothing here.
			if (!incoming.destroyed) {
				log?.(error);
			}
		});
	});

	await start(server, address);
	let closing: Promise<void> | undefined;
	return {
		url: urlOf(server, address),
		async close() {
			closing ??= close(server);
			await closing;
		},
	};
}

async function start(server: Server, address: Address): Promise<void> {
	try {
		await bind(server, address);
	} catch (error) {
		const isStale = 'socket' in address && isInUse(error) && await removeStaleSocket(address.socket);
		if (!isStale) {
			throw listenErrorOf(error, address);
		}

		await bind(server, address).catch((secondError: unknown) => {
			throw listenErrorOf(secondError, address);
		});
	}
}

async function bind(server: Server, address: Address): Promise<void> {
	const listening = once(server, 'listening');
	if ('socket' in address) {
		// A socket is its owner's alone from its first moment: it is made within this call, and mode and file come together.
		const before = process.umask(0o177);
		try {
			server.listen(address.socket);
		} finally {
			process.umask(before);
		}
	} else {
		server.listen(address.port, address.host);
	}

	await listening;
}

function isInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function urlOf(server: Server, address: Address): string {
	if ('socket' in address) {
		return `unix:${address.socket}`;
	}

	const bound = server.address();
	if (bound === null || typeof bound === 'string') {
		throw new ListenError('unavailable', 'The server has no port.');
	}

	return `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${bound.port}`;
}

async function close(server: Server): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	server.closeIdleConnections();
	const timer = setTimeout(() => {
		server.closeAllConnections();
	}, closeGrace);
	await closed;
	clearTimeout(timer);
}
