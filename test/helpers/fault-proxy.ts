/** A real proxy between a real client and a real server, which can be told a fault at any time. Faults are in faults/. */
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	Agent, createServer, request as ask, type IncomingHttpHeaders, type IncomingMessage, type RequestListener, type Server, type ServerResponse,
} from 'node:http';
import {createServer as createSecureServer, type Server as SecureServer} from 'node:https';
import type {Socket} from 'node:net';

/** What the server said, not packed. */
export type Reply = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
};

/** One request, and what may become of it. */
export type Exchange = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** On a connection that had a request before. */
	readonly isReused: boolean;
	/** Asks the server what the client asked. */
	forward(headers?: Readonly<Record<string, string | undefined>>): Promise<Reply>;
};

/** Answers one request, or doesn't. What it throws breaks the connection. */
export type Fault = (exchange: Exchange) => void | Promise<void>;

/** In PEM. */
export type Certificate = {readonly key: string; readonly cert: string};

export type FaultProxyOptions = {
	/** Speak TLS to the client. */
	readonly certificate?: Certificate;
};

export type FaultProxy = AsyncDisposable & {
	readonly url: string;
	/** What was asked, in order. */
	readonly requests: IncomingMessage[];
	/** From now on. `closed`: nothing listens on the port. */
	inject(fault: Fault | 'closed'): Promise<void>;
	/** No fault any more. */
	mend(): Promise<void>;
	/** Shows another certificate from now on; all connections are closed. */
	certify(certificate: Certificate): void;
};

/** `target` is the URL of the server, without a path. Whatever it is asked is passed on until a fault is injected. */
export async function faultProxy(target: string, {certificate}: FaultProxyOptions = {}): Promise<FaultProxy> {
	const agent = new Agent({keepAlive: true});
	const requests: IncomingMessage[] = [];
	const used = new WeakSet<Socket>();
	let fault: Fault = pass;
	const listener: RequestListener = (request, response) => {
		requests.push(request);
		// A client that has gone is no fault of the proxy's.
		response.on('error', () => undefined);
		const exchange = {request, response, isReused: used.has(request.socket), forward: async (headers = {}) => forward(agent, target, request, headers)};
		used.add(request.socket);
		void (async () => {
			try {
				await fault(exchange);
			} catch {
				request.socket.destroy();
			}
		})();
	};

	const secure = certificate === undefined ? undefined : createSecureServer({...certificate}, listener);
	const server = secure ?? createServer(listener);
	const port = await listen(server, 0);
	const inject = async (next: Fault | 'closed') => {
		if (next === 'closed') {
			await close(server);
			return;
		}

		fault = next;
		if (!server.listening) {
			await listen(server, port);
		}
	};

	return {
		url: secure === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
		requests,
		inject,
		mend: async () => inject(pass),
		certify(next) {
			secure?.setSecureContext({...next});
			server.closeAllConnections();
		},
		async [Symbol.asyncDispose]() {
			agent.destroy();
			await close(server);
		},
	};
}

/** No fault: the server's answer as it is. */
export const pass: Fault = async ({response, forward: toServer}) => {
	send(response, await toServer());
};

export function send(response: ServerResponse, {status, headers, body}: Reply): void {
	response.sendDate = headers.date === undefined;
	response.writeHead(status, headers).end(body);
}

async function listen(server: Server | SecureServer, port: number): Promise<number> {
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : port;
}

async function close(server: Server | SecureServer): Promise<void> {
	if (!server.listening) {
		return;
	}

	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}

async function forward(agent: Agent, target: string, {method, url = '', headers}: IncomingMessage, changed: Readonly<Record<string, string | undefined>>): Promise<Reply> {
	const wanted = {...headers, 'accept-encoding': 'identity', ...changed};
	const known = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== undefined && name !== 'connection' && name !== 'host'));
	const upstream = ask(target + url, {agent, method, headers: known});
	upstream.end();
	const [answer] = await once(upstream, 'response') as [IncomingMessage];
	const pieces: Buffer[] = [];
	for await (const piece of answer) {
		pieces.push(piece as Buffer);
	}

	const {'transfer-encoding': _, connection: __, 'keep-alive': ___, ...passed} = answer.headers;
	return {status: answer.statusCode ?? 0, headers: passed, body: Buffer.concat(pieces)};
}
