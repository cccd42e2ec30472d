/** Serves a handler over HTTP or HTTPS, on a port or on a Unix socket. */
import {once} from 'node:events';
import {createServer as createHttpServer, type RequestListener, type Server as HttpServer} from 'node:http';
import {createServer as createHttpsServer, type Server as HttpsServer} from 'node:https';
import type {Socket} from 'node:net';
import {answerRequest} from './answer-request.ts';
import {bind, urlOf, type Address} from './bind.ts';
import type {Handler} from './handle.ts';
import {serverLimits, type ServerLimits} from './limits.ts';
import type {Observer} from './observer.ts';
import {countRunning} from './running.ts';
import {SlowClientError} from './slow-client-error.ts';
import {createTurns} from './turns.ts';

export type {Address} from './bind.ts';

/** PEM texts: a certificate, with those of its issuers behind it, and its key. */
export type Identity = {readonly cert: string; readonly key: string};

export type Listening = {
	/** `http://HOST:PORT`, `https://HOST:PORT`, or `unix:/path`. */
	readonly url: string;
	/** How many requests are being answered. */
	readonly running: () => number;
	/** Another certificate, for connections from now on. Does nothing on a server without TLS. */
	readonly renew: (identity: Identity) => void;
	/**
	Keeps no connection beyond its answer from now on, and resolves once no request runs; with false where one still did after `limit` ms, and was broken off.
	It listens all the while: who comes late is answered too.
	*/
	drain(limit: number): Promise<boolean>;
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
	/** Speak TLS (1.2 or newer) as this one. */
	readonly tls?: Identity | undefined;
	readonly observers?: readonly Observer[] | undefined;
};

/** Resolves once it listens; throws a ListenError where it can't. */
export async function listen(handler: Handler, address: Address, options: ListenOptions = {}): Promise<Listening> {
	const {log, tls, isLoopbackOnly = false, observers = []} = options;
	const limits = {...serverLimits, ...options.limits};
	const takeTurn = createTurns(limits.maxWaiting);
	const running = countRunning();
	let isDraining = false;
	const surroundings = {handler, observers, answerTimeout: limits.answerTimeout, isEnding: () => isDraining || !server.listening};
	const server = createServer(limits, tls, (incoming, outgoing) => {
		const respond = async () => {
			const endTurn = await takeTurn(incoming.socket);
			if (endTurn === undefined) {
				incoming.socket.destroy();
				return;
			}

			const end = running.begin();
			try {
				await answerRequest(incoming, outgoing, surroundings);
			} finally {
				endTurn();
				end();
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
	const connections = trackConnections(server, observers);

	await bind(server, address, isLoopbackOnly);
	let closing: Promise<void> | undefined;
	return {
		url: urlOf(server, address, tls === undefined ? 'http' : 'https'),
		running: running.count,
		renew(identity) {
			if ('setSecureContext' in server) {
				server.setSecureContext({...identity, minVersion});
			}
		},
		async drain(limit) {
			isDraining = true;
			server.closeIdleConnections();
			const isSettled = await running.settled(limit);
			if (!isSettled) {
				server.closeAllConnections();
			}

			return isSettled;
		},
		async close() {
			closing ??= close(server, connections);
			await closing;
		},
	};
}

const minVersion = 'TLSv1.2';

function createServer(limits: ServerLimits, tls: Identity | undefined, listener: RequestListener): HttpServer | HttpsServer {
	const options = {
		headersTimeout: limits.headTimeout, requestTimeout: limits.requestTimeout, keepAliveTimeout: limits.idleTimeout,
		connectionsCheckingInterval: limits.checkInterval, maxHeaderSize: limits.maxHeadBytes,
	};
	const server = tls === undefined
		? createHttpServer(options, listener)
		: createHttpsServer({...options, ...tls, minVersion, handshakeTimeout: limits.headTimeout}, listener);
	server.maxConnections = limits.maxConnections;
	return server;
}

/** The connections that are open, those without a word so far among them: the server itself knows of a connection with TLS only once that is agreed upon. */
function trackConnections(server: HttpServer | HttpsServer, observers: readonly Observer[]): ReadonlySet<Socket> {
	const connections = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		connections.add(socket);
		socket.once('close', () => {
			connections.delete(socket);
		});
		for (const {connection} of observers) {
			const end = connection?.();
			if (end !== undefined) {
				socket.once('close', end);
			}
		}
	});
	return connections;
}

async function close(server: HttpServer | HttpsServer, connections: ReadonlySet<Socket>): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	server.closeIdleConnections();
	const timer = setTimeout(() => {
		for (const connection of connections) {
			connection.destroy();
		}
	}, closeGrace);
	await closed;
	clearTimeout(timer);
}
