/** What is answered from the moment that a server listens until its backend can be asked, and while it ends. */
import {jsonAnswer, problemAnswer, withoutBody} from './answer.ts';
import {asGet, ownPaths} from './find-route.ts';
import type {Handler} from './handle.ts';

export type Gate = {
	readonly handle: Handler;
	/** What is said from now on of why nothing is answered yet. */
	explain(detail: string): void;
	/** From now on all goes to `handler`. */
	open(handler: Handler): void;
	/** From now on `/healthz` says that no more should be sent here; what is sent is answered as before. */
	drain(): void;
};

/** Seconds after which a client may try again. */
const retryAfter = 2;

/**
Until it is opened, every request is refused with 503 `unavailable`, but for `/livez`: that says that the process answers, whatever else can't be had. Who
restarts what isn't alive must not restart a server whose database is away, or that checks its ledger.
*/
export function createGate(): Gate {
	let opened: Handler | undefined;
	let reason = 'the server is starting: it opens its ledger';
	let isDraining = false;
	return {
		async handle(request, notes) {
			const {pathname} = new URL(request.url);
			const isGet = asGet(request.method) === 'GET';
			if (isGet && pathname === ownPaths.live) {
				return forMethod(request, jsonAnswer({status: 'ok'}, 200, {'cache-control': 'no-store'}));
			}

			if (isDraining && isGet && pathname === ownPaths.health) {
				return forMethod(request, unavailable('the server is ending: it answers what is still asked, and takes no more'));
			}

			return opened === undefined ? forMethod(request, unavailable(reason)) : opened(request, notes);
		},
		explain(detail) {
			reason = detail;
		},
		open(handler) {
			opened = handler;
		},
		drain() {
			isDraining = true;
		},
	};
}

function unavailable(detail: string): Response {
	return problemAnswer({code: 'unavailable', detail, headers: {'retry-after': String(retryAfter)}});
}

async function forMethod({method}: Request, response: Response): Promise<Response> {
	return method === 'HEAD' ? withoutBody(response) : response;
}
