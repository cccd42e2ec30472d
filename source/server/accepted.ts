import type {ServerResponse} from 'node:http';
import {SlowClientError} from './slow-client-error.ts';

/**
Resolves once `send` has called back: the system has taken what it sends. Rejects where that takes more than `limit` ms (a SlowClientError), or the client
leaves. Nobody else waits meanwhile, so a client that reads nothing holds no more than what it asked for.
*/
export async function accepted(outgoing: ServerResponse, limit: number, send: (done: (error?: Error | null) => void) => void): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	const leave = () => {
		reject(new Error('the client left'));
	};

	if (outgoing.destroyed) {
		leave();
		return promise;
	}

	const timer = setTimeout(() => {
		reject(new SlowClientError());
	}, limit);
	outgoing.once('close', leave);
	try {
		send(error => {
			if (error) {
				reject(error);
			} else {
				resolve();
			}
		});
		await promise;
	} finally {
		clearTimeout(timer);
		outgoing.off('close', leave);
	}
}
