/** The bench's backend as a child process, so that its work is not counted as the dashboard's. */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

export type BackendProcess = AsyncDisposable & {readonly url: string};

export type BackendOptions = {
	readonly objects: number;
	/** True: each status differs from the one before in every object. False: all that was said holds, and is answered with 304. */
	readonly isChanging?: boolean;
	/** On top of what the bench has. */
	readonly env?: Readonly<Record<string, string>>;
};

/** Resolves once it listens; rejects when it ends before. */
export async function startBackend({objects, isChanging = false, env = {}}: BackendOptions): Promise<BackendProcess> {
	const child = fork(fileURLToPath(new URL('backend.ts', import.meta.url)), [String(objects), isChanging ? 'changing' : 'steady'], {env: {...process.env, ...env}});
	const ended = once(child, 'exit');
	const url: unknown = await Promise.race([
		once(child, 'message').then(([message]) => message as unknown),
		ended.then(([code]) => {
			throw new Error(`The bench's backend ended with ${String(code)} before it listened.`);
		}),
	]);
	if (typeof url !== 'string') {
		throw new TypeError('The bench\'s backend said something else than its URL.');
	}

	return {
		url,
		async [Symbol.asyncDispose]() {
			child.kill();
			await ended;
		},
	};
}
