/** How a backend is reached; the client that asks and the export that streams share it. */
import got from 'got';
import {RequestFailure} from './failure.ts';

/** How long one request may take, in ms. */
export const defaultTimeout = 10_000;

export type ClientOptions = {
	/** Without a slash at its end; `unix:/path` for a Unix socket. */
	readonly baseUrl: string;
	readonly tokens?: BearerTokens | undefined;
	/** ms. */
	readonly timeout?: number;
	/** Settles before the first request is sent: a server that is still starting. Its failure is that of each request. */
	readonly waitFor?: Promise<void> | undefined;
};

/** Where the bearer token comes from. */
export type BearerTokens = {
	/** Undefined where none is sent. Asked before each request. */
	current(): Promise<string | undefined>;
	/** The backend refused it. Resolves with true where there is another one now. Must not reject. */
	renew(): Promise<boolean>;
};

export type Connection = ReturnType<typeof connect>;

export function connect({baseUrl, tokens, timeout = defaultTimeout, waitFor}: ClientOptions) {
	return {
		/** What a path of the contract is put after. */
		origin: baseUrl.startsWith('unix:') ? `http://${baseUrl}:` : baseUrl,
		request: got.extend({
			enableUnixSockets: baseUrl.startsWith('unix:'),
			// A redirect could carry the token to another host: it is shown as what it is instead of followed.
			followRedirect: false,
			headers: {accept: 'application/json', 'user-agent': 'sync-tui'},
			hooks: {beforeRequest: [async ({headers}) => {
				const token = await tokens?.current();
				if (token !== undefined) {
					headers.authorization = `Bearer ${token}`;
				}
			}]},
			// The poller decides when to try again.
			retry: {limit: 0},
			throwHttpErrors: false,
			timeout: {request: timeout},
		}),
		/** Waits for a server that is starting, no longer than its answer is wanted. */
		ready: async (signal: AbortSignal | undefined) => settled(waitFor, signal),
		/** Asks, and once more where the backend refused the token and another one can be had. */
		async authorized<T>(ask: () => Promise<T>): Promise<T> {
			try {
				return await ask();
			} catch (error) {
				if (error instanceof RequestFailure && error.status === 401 && await tokens?.renew() === true) {
					return ask();
				}

				throw error;
			}
		},
	};
}

async function settled(waitFor: Promise<void> | undefined, signal: AbortSignal | undefined): Promise<void> {
	signal?.throwIfAborted();
	if (waitFor === undefined) {
		return;
	}

	const {promise, reject} = Promise.withResolvers<never>();
	const abort = () => {
		reject(new RequestFailure('unknown', 'it was called off'));
	};

	signal?.addEventListener('abort', abort, {once: true});
	try {
		await Promise.race([waitFor, promise]);
	} finally {
		signal?.removeEventListener('abort', abort);
	}
}
