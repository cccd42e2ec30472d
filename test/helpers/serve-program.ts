/** `sync-tui serve` itself, as it was built, in a child process. */
import {fork, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';

export type ServeProgram = AsyncDisposable & {
	readonly child: ChildProcess;
	/** All that it has said so far. */
	readonly said: {stdout: string; stderr: string};
	/** Its exit code, or null where a signal ended it. */
	readonly closed: Promise<unknown>;
	/** What it has said on stdout once that has a line; rejects where it ends without one. */
	line(): Promise<string>;
	/** Resolves once it has said such a thing on stderr; rejects where it ends without it. */
	complaint(pattern: RegExp): Promise<void>;
};

/** With an IPC channel. One that hangs is killed when it is disposed of, and its test fails. */
export function startServe(flags: readonly string[], environment: Readonly<Record<string, string>> = {}): ServeProgram {
	const child = fork('build/cli.js', ['serve', ...flags], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: {...process.env, SYNC_TUI_TOKEN: '', ...environment},
	});
	const said = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name]?.setEncoding('utf8').on('data', (text: string) => {
			said[name] += text;
		});
	}

	const closed = once(child, 'close').then(([code]: unknown[]) => code);
	const until = async (name: 'stdout' | 'stderr', isThere: () => boolean) => {
		while (!isThere()) {
			// eslint-disable-next-line no-await-in-loop -- it comes when it comes.
			const isOver = await Promise.race([once(child[name] ?? child, 'data').then(() => false), closed.then(() => true)]);
			if (isOver && !isThere()) {
				throw new Error(`it ended: ${said.stderr}`);
			}
		}
	};

	return {
		child,
		said,
		closed,
		async line() {
			await until('stdout', () => said.stdout.includes('\n'));
			return said.stdout;
		},
		async complaint(pattern) {
			await until('stderr', () => pattern.test(said.stderr));
		},
		async [Symbol.asyncDispose]() {
			if (!(child.exitCode === null && child.signalCode === null)) {
				return;
			}

			child.kill('SIGKILL');
			await closed;
		},
	};
}
