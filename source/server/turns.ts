import type {Socket} from 'node:net';

/** Resolves when it is a request's turn, with what is to be called at its end; undefined where too many wait on its connection. */
export type TakeTurn = (connection: Socket) => Promise<(() => void) | undefined>;

/**
Lets the requests of one connection have their turns, one after the other. Node would begin all that a client sent without waiting for answers (pipelining)
at once, and keep the answers in memory until the first of them is taken.
*/
export function createTurns(maxWaiting: number): TakeTurn {
	const queues = new WeakMap<Socket, {last: Promise<void>; length: number}>();
	return async connection => {
		const queue = queues.get(connection) ?? {last: Promise.resolve(), length: 0};
		queues.set(connection, queue);
		if (queue.length > maxWaiting) {
			return undefined;
		}

		const {promise, resolve} = Promise.withResolvers<void>();
		const before = queue.last;
		queue.last = promise;
		queue.length++;
		await before;
		return () => {
			queue.length--;
			resolve();
		};
	};
}
