/** Serves a handler over HTTP, on a port or on a Unix socket. */
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {Handler} from './handle.ts';
import {serverLimits, type ServerLimits} from './limits.ts';
import {ListenError, listenErrorOf} from './listen-error.ts';
import {loopbackAddressOf} from './loopback.ts';
import {sendResponse} from './send-response.ts';
import {SlowClientError} from './slow-client-error.ts';
import {toRequest} from './to-request.ts';
import {createTurns} from './turns.ts';
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

export type ListenOptions = {
	/** Told what broke a connection on this side. */
	readonly log?: ((error: unknown) => void) | undefined;
	/** Where they differ from the usual ones. */
	readonly limits?: Partial<ServerLimits> | undefined;
	/** Listen on no address that other computers can reach, whatever the host name means here. */
	readonly isLoopbackOnly?: boolean | undefined;
};

/** Resolves once it listens; throws a ListenError where it can't. */
export async function listen(handler: Handler, address: Address, {log, limits: others, isLoopbackOnly = false}: ListenOptions = {}): Promise<Listening> {
	const limits = {...serverLimits, ...others};
	const takeTurn = createTurns(limits.maxWaiting);
	const server = createServer({
		headersTimeout: limits.headTimeout, requestTimeout: limits.requestTimeout, keepAliveTimeout: limits.idleTimeout,
		connectionsCheckingInterval: limits.checkInterval, maxHeaderSize: limits.maxHeadBytes,
	}, (incoming, outgoing) => {
		const respond = async () => {
			const endTurn = await takeTurn(incoming.socket);
			if (endTurn === undefined) {
				incoming.socket.destroy();
				return;
			}

			try {
				const request = toRequest(incoming);
				const response = request === undefined ? new Response(null, {status: 400}) : await handler(request);
				if (!server.listening) {
					outgoing.setHeader('connection', 'close');
				}

				await sendResponse(response, incoming, outgoing, limits.answerTimeout);
			} finally {
				endTurn();
			}
		};

		respond().catch((error: unknown) => {
			// A client that went away, or took nothing, broke nothing here.
			const isOurs = !incoming.destroyed && !(error instanceof SlowClientError);
			incoming.socket.destroy();
			if (isOurs) {
				log?.(error);
			}
		});
	});
	server.maxConnections = limits.maxConnections;

	await start(server, isLoopbackOnly ? await onLoopback(address) : address, address);
	let closing: Promise<void> | undefined;
	return {
		url: urlOf(server, address),
		async close() {
			closing ??= close(server);
			await closing;
		},
	};
}

/** The address itself in place of a name: asked once, so that it can't mean something else a moment later. */
async function onLoopback(address: Address): Promise<Address> {
	if ('socket' in address) {
		return address;
	}

	const host = await loopbackAddressOf(address.host);
	if (host === undefined) {
		throw new ListenError('no-such-host', `${address.host} is not this computer's own address here; choose 127.0.0.1, or set a token.`);
	}

	return {...address, host};
}

/** `named` is the address as the user gave it. */
async function start(server: Server, address: Address, named: Address): Promise<void> {
	try {
		await bind(server, address);
	} catch (error) {
		const isStale = 'socket' in address && isInUse(error) && await removeStaleSocket(address.socket);
		if (!isStale) {
			throw listenErrorOf(error, named);
		}

		await bind(server, address).catch((secondError: unknown) => {
			throw listenErrorOf(secondError, named);
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
