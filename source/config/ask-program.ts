/** Runs a program for what it prints. */
import {spawn, type ChildProcess} from 'node:child_process';

export type Question = {
	/** All of its environment. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Ends the program at once. */
	readonly signal: AbortSignal | undefined;
	/** ms that it may take. */
	readonly timeout: number;
	/** Characters that its first line may have. */
	readonly maxLine: number;
};

/** `missing` has what the system said, `ENOENT` for one; `how` is for people. */
export type Ended =
	| {readonly reason: 'timeout' | 'aborted' | 'too-much'}
	| {readonly reason: 'missing'; readonly code: string}
	| {readonly reason: 'exit'; readonly isWell: boolean; readonly how: string};

export type Said = {
	readonly ended: Ended;
	/** The first line at least; what is much more is left out. */
	readonly stdout: string;
	/** The end of it. */
	readonly stderr: string;
};

/** ms that are waited for its last words after its end: a child of its own may keep the pipe open for ever. */
const lastWords = 500;

/**
Never rejects. No shell reads the arguments. The program has nothing to read and is a session of its own: without a terminal it can neither draw over
a dashboard nor take its keys. Where it isn't waited for any longer, it is killed with all that it started.
*/
export async function askProgram(program: string, args: readonly string[], {env, signal, timeout, maxLine}: Question): Promise<Said> {
	const said = {stdout: '', stderr: ''};
	if (signal?.aborted) {
		return {ended: {reason: 'aborted'}, ...said};
	}

	const {promise, resolve} = Promise.withResolvers<Ended>();
	let child: ChildProcess;
	try {
		child = spawn(program, args, {env: {...env}, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', windowsHide: true});
	} catch (error) {
		return {ended: {reason: 'missing', code: codeOf(error)}, ...said};
	}

	const {stdout, stderr} = child;
	stdout?.setEncoding('utf8').on('data', (text: string) => {
		said.stdout = (said.stdout + text).slice(0, maxLine + 2);
		if (said.stdout.length > maxLine && !said.stdout.includes('\n')) {
			resolve({reason: 'too-much'});
		}
	});
	stderr?.setEncoding('utf8').on('data', (text: string) => {
		said.stderr = (said.stderr + text).slice(-4000);
	});
	child.on('error', error => {
		resolve({reason: 'missing', code: codeOf(error)});
	});
	child.on('exit', (code, killer) => {
		const end = () => {
			resolve({reason: 'exit', isWell: code === 0, how: code === null ? `killed by ${killer ?? 'a signal'}` : `exit code ${code}`});
		};

		child.on('close', end);
		setTimeout(end, lastWords).unref();
	});
	const abort = () => {
		resolve({reason: 'aborted'});
	};

	const timer = setTimeout(() => {
		resolve({reason: 'timeout'});
	}, timeout);
	signal?.addEventListener('abort', abort, {once: true});
	const stopListening = killOnSignal(child);
	try {
		const ended = await promise;
		// What a program leaves behind when it has ended, an agent for one, is meant to stay.
		if (ended.reason !== 'exit') {
			kill(child);
		}

		return {ended, ...said};
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', abort);
		stopListening();
		stdout?.destroy();
		stderr?.destroy();
	}
}

/** Ctrl-C on the terminal reaches us alone, as the program is no longer of its group. */
function killOnSignal(child: ChildProcess): () => void {
	const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	const stop = () => {
		for (const name of names) {
			process.off(name, listener);
		}
	};

	const listener = (name: NodeJS.Signals) => {
		kill(child);
		stop();
		// Who listens as well decides what comes of it; else it ends us, as it would have.
		if (process.listenerCount(name) === 0) {
			process.kill(process.pid, name);
		}
	};

	for (const name of names) {
		process.on(name, listener);
	}

	return stop;
}

/** The program, and what it started. */
function kill({pid}: ChildProcess): void {
	try {
		if (pid !== undefined) {
			process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
		}
	} catch {/* Nobody is left. */}
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
