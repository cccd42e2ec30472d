/** Asks a server over one connection that is kept, and tells how long each answer took. */
import {Agent, get} from 'node:http';
import {buffer} from 'node:stream/consumers';

export type Answer = {
	/** From the request to the last byte of the answer, which isn't compressed. */
	readonly ms: number;
	readonly body: unknown;
};

export type Client = Disposable & {
	/** `target` is path and query, as they stand in a URL. Rejects unless the answer is 200. */
	ask(target: string): Promise<Answer>;
};

export function createClient(url: string): Client {
	const agent = new Agent({keepAlive: true, maxSockets: 1});
	return {
		async ask(target) {
			const startedAt = performance.now();
			const {promise, resolve, reject} = Promise.withResolvers<{status: number | undefined; bytes: Uint8Array}>();
			get(`${url}${target}`, {agent}, response => {
				resolve(buffer(response).then(bytes => ({status: response.statusCode, bytes})));
			}).once('error', reject);
			const {status, bytes} = await promise;
			const ms = performance.now() - startedAt;
			const text = new TextDecoder().decode(bytes);
			if (status !== 200) {
				throw new Error(`GET ${target} was answered with ${String(status)}: ${text}`);
			}

			return {ms, body: JSON.parse(text) as unknown};
		},
		[Symbol.dispose]() {
			agent.destroy();
		},
	};
}
