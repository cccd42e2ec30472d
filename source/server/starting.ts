/** What is answered from the moment that a server listens until its backend can be asked. */
import {problemAnswer} from './answer.ts';
import type {Handler} from './handle.ts';

export type Gate = {
	readonly handle: Handler;
	/** From now on all goes to `handler`. */
	open(handler: Handler): void;
};

/** Seconds after which a client may try again. */
const retryAfter = 2;

/** Until it is opened, every request is refused with 503 `unavailable`. */
export function createGate(): Gate {
	let opened: Handler | undefined;
	return {
		async handle(request) {
			return opened === undefined
				? problemAnswer({code: 'unavailable', detail: 'the server is starting: it opens its ledger', headers: {'retry-after': String(retryAfter)}})
				: opened(request);
		},
		open(handler) {
			opened = handler;
		},
	};
}
