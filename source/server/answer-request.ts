/** One request over a socket, from its turn to the last byte of its answer, and what observers are told of it. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {routePattern} from './find-route.ts';
import type {Handler} from './handle.ts';
import type {Asked, Exchange, Notes, Observer} from './observer.ts';
import {requestIdOf} from './request-id.ts';
import {sendResponse} from './send-response.ts';
import {toRequest} from './to-request.ts';

export type Surroundings = {
	readonly handler: Handler;
	readonly observers: readonly Observer[];
	/** How long a client may take to accept an answer, or a piece of it, in ms. */
	readonly answerTimeout: number;
	/** True where a connection is not to be kept for another request. */
	readonly isEnding: () => boolean;
};

/** Rejects where the answer broke off: the caller has to break the connection then. */
export async function answerRequest(incoming: IncomingMessage, outgoing: ServerResponse, {handler, observers, answerTimeout, isEnding}: Surroundings): Promise<void> {
	const request = toRequest(incoming);
	const id = requestIdOf(incoming.headers['x-request-id']);
	const asked = askedOf(request);
	const endings = observers.map(observer => observer.request(asked));
	const startedAt = performance.now();
	const notes: Notes = {};
	const sent = {bytes: 0, isComplete: false};
	outgoing.setHeader('x-request-id', id);
	try {
		const response = request === undefined ? new Response(null, {status: 400}) : await handler(request, notes);
		outgoing.statusCode = response.status;
		if (isEnding()) {
			outgoing.setHeader('connection', 'close');
		}

		await sendResponse(response, incoming, outgoing, answerTimeout, bytes => {
			sent.bytes += bytes;
		});
		sent.isComplete = true;
	} finally {
		const exchange: Exchange = {
			...asked, ...sent, id, status: outgoing.statusCode, duration: performance.now() - startedAt, token: notes.token,
		};
		for (const end of endings) {
			end(exchange);
		}
	}
}

const knownMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT']);

function askedOf(request: Request | undefined): Asked {
	return request === undefined
		? {method: 'other', route: 'other'}
		: {method: knownMethods.has(request.method) ? request.method : 'other', route: routePattern(request.method, new URL(request.url).pathname)};
}
