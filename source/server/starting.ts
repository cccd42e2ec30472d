/** What is answered from the moment that a server listens until its backend can be asked. */
import {problemAnswer} from './answer.ts';
import type {Handler} from './handle.ts';

export type Gate = {
	readonly handle: Handler;
	/** What is said from now on of why nothing is answered yet. */
	explain(detail: string): void;
	/** From now on all goes to `handler`. */
	open(handler: Handler): void;
};

/** Seconds after which a client may try again. */
const retryAfter = 2;

/** Until it is opened, every request is refused with 503 `unavailable`. */
export function createGate(): Gate {
	let opened: Handler | undefined;
	let reason = 'the server is starting: it opens its ledger';
	return {
		async handle(request) {
			return opened === undefined
				? problemAnswer({code: 'unavailable', detail: reason, headers: {'retry-after': String(retryAfter)}})
				: opened(request);
		},
		explain(detail) {
			reason = detail;
		},
		open(handler) {
			opened = handler;
		},
	};
}
