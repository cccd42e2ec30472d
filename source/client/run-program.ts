import {spawn, type ChildProcess} from 'node:child_process';
import type {Environment} from './desktop.ts';

export type Program = {
	readonly command: string;
	readonly args: readonly string[];
	/** Written to its stdin, which is then closed; without it there is nothing to read. */
	readonly input?: string | Uint8Array | undefined;
	/** Its environment; its PATH says where the command is looked for. */
	readonly env: Environment;
	/** ms to wait for its end. */
	readonly timeout: number;
	/** True: it is killed when the time is over. False: it goes on, as browsers do. */
	readonly isKilledInTheEnd: boolean;
	readonly signal?: AbortSignal | undefined;
};

/** `done`: it ended and said that it went well. `running`: it outlived the time that it was waited for. */
export type Outcome = 'done' | 'running' | 'missing' | 'failed';

/**
Runs a program without a shell, with nothing of it on the terminal. Never rejects. It is a session of its own: a clipboard's owner has to live on when
the terminal is closed, and must not be stopped by Ctrl-Z, or every paste of the desktop would hang.
*/
export async function runProgram({command, args, input, env, timeout, isKilledInTheEnd, signal}: Program): Promise<Outcome> {
	if (signal?.aborted) {
		return 'failed';
	}

	const child = start(command, args, env, input !== undefined);
	if (child === undefined) {
		return 'failed';
	}

	const {promise, resolve} = Promise.withResolvers<Outcome>();
	child.unref();
	const timer = setTimeout(() => {
		resolve(isKilledInTheEnd ? stop(child) : 'running');
	}, timeout);
	const stopped = () => {
		resolve(stop(child));
	};

	signal?.addEventListener('abort', stopped);
	child.on('error', error => {
		resolve('code' in error && error.code === 'ENOENT' ? 'missing' : 'failed');
	});
	child.on('exit', code => {
		resolve(code === 0 ? 'done' : 'failed');
	});
	// Who doesn't read to the end says with the exit code how it went.
	child.stdin?.on('error', () => undefined);
	child.stdin?.end(input);
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', stopped);
		// A clipboard's owner may hold its end open for ever.
		child.stdin?.destroy();
	}
}

/** Undefined where the system won't even try: too long an environment, for one. */
function start(command: string, args: readonly string[], env: Environment, isFed: boolean): ChildProcess | undefined {
	try {
		return spawn(command, args, {
			// A token is for the backend alone.
			env: {...env, SYNC_TUI_TOKEN: undefined},
			stdio: [isFed ? 'pipe' : 'ignore', 'ignore', 'ignore'],
			// On Windows this would open a console window.
			detached: process.platform !== 'win32',
			windowsHide: true,
		});
	} catch {
		return undefined;
	}
}

function stop(child: ChildProcess): Outcome {
	child.kill('SIGKILL');
	return 'failed';
}
