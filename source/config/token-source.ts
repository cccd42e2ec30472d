/** Gives the token when it is first asked for, and looks for a new one where the old one was refused. */
import type {Connection, Environment} from './config.ts';
import type {Lookup} from './localhost.ts';
import {tokenOf, type TokenOrigin} from './token.ts';

/** Disposing of it ends a program that is still asked. */
export type TokenSource = Disposable & {
	/** The token in force; undefined where the connection has none. Throws a UsageError of one line where it can't be had. */
	current(): Promise<string | undefined>;
	/**
	For when the backend said 401: reads the file or runs the program again, at most once a minute. Resolves with true where that gave another token, so
	that it is worth another try. Never rejects: where nothing new can be had, the old one stays.
	*/
	renew(): Promise<boolean>;
};

export type TokenSourceOptions = {
	readonly env: Environment;
	/** ms; it may begin anywhere, but never goes back. */
	readonly clock?: () => number;
	readonly lookup?: Lookup;
};

/** ms between two times that a file is read, or a program run, for the same connection. */
const renewalPause = 60_000;

/** Nothing is read or run before `current` is called. */
export function openTokenSource(connection: Connection, {env, clock = () => performance.now(), lookup}: TokenSourceOptions): TokenSource {
	const ending = new AbortController();
	const origin = connection.kind === 'url' ? connection.tokenFrom : undefined;
	let token: string | undefined;
	let first: Promise<string | undefined> | undefined;
	let renewing: Promise<boolean> | undefined;
	let fetchedAt = -Infinity;

	const fetch = async () => {
		fetchedAt = clock();
		token = await fetchToken(origin, env, ending.signal);
		return token;
	};

	const begin = async () => {
		if (connection.kind === 'url' && origin !== undefined && connection.url.startsWith('http://localhost')) {
			const {checkLocalhost} = await import('./localhost.ts');
			await checkLocalhost(connection.url, lookup);
		}

		return fetch();
	};

	const renew = async () => {
		const before = token;
		try {
			return await fetch() !== before;
		} catch {
			return false;
		}
	};

	return {
		async current() {
			try {
				first ??= begin();
				await first;
				return token;
			} catch (error) {
				// The next one who asks gets another try.
				first = undefined;
				throw error;
			}
		},
		async renew() {
			if (origin === undefined || origin.kind === 'environment') {
				return false;
			}

			// Who asks while it runs waits for the same.
			if (renewing === undefined) {
				if (clock() - fetchedAt < renewalPause) {
					return false;
				}

				renewing = renew().finally(() => {
					renewing = undefined;
				});
			}

			return renewing;
		},
		[Symbol.dispose]() {
			ending.abort();
		},
	};
}

/** Reads the file or runs the program; each is loaded when it is wanted. Throws a UsageError of one line. */
export async function fetchToken(origin: TokenOrigin | undefined, env: Environment, signal?: AbortSignal): Promise<string | undefined> {
	switch (origin?.kind) {
		case undefined: {
			return undefined;
		}

		case 'environment': {
			return tokenOf(env);
		}

		case 'file': {
			const {readTokenFile} = await import('./token-file.ts');
			return readTokenFile(origin.file, origin.setting);
		}

		case 'command': {
			const {runTokenCommand} = await import('./token-command.ts');
			return runTokenCommand(origin.command, origin.setting, {env, signal});
		}
	}
}
