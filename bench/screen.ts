/** A program on a real pseudo-terminal of 200×60, with the time at which each of its frames was complete. */
import {Buffer} from 'node:buffer';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {performance} from 'node:perf_hooks';
import xterm from '@xterm/headless';
import {spawn} from 'node-pty';
// eslint-disable-next-line node-test/no-import-test-files -- it holds no tests
import {environmentFor, type Variables} from '../test/helpers/terminal-environment.ts';

export const size = {cols: 200, rows: 60} as const;

/** Synchronized output ends: a terminal shows the frame now. */
const frameEnd = '\u{1B}[?2026l';

/** How long a frame may take before a bench gives up, in ms. */
const patience = 20_000;

export type Screen = AsyncDisposable & {
	readonly pid: number;
	/** Its own, for as long as it runs. */
	readonly home: string;
	/** When the process was asked for, in ms of `performance.now()`. */
	readonly startedAt: number;
	/** Bytes and frames that the program has written so far. */
	written(): {readonly bytes: number; readonly frames: number};
	/** Sends text as it is. */
	type(keys: string): void;
	/** Sends text as it is, and resolves with the time in ms that the next whole frame took to come. */
	press(keys: string): Promise<number>;
	/** Resolves with when (ms of `performance.now()`) the first frame that holds the text was complete; looks at frames from now on. */
	frameWith(text: string): Promise<number>;
	lines(): string[];
};

type Watcher = (at: number, isDrawn: boolean) => void;

/** Starts `program` (a JavaScript file) with the Node that runs the bench, in a home of its own. Rejections name what was waited for. */
export async function openScreen(program: string, args: readonly string[], variables: Variables = {}): Promise<Screen> {
	const home = await mkdtemp(path.join(tmpdir(), 'sync-tui-bench-'));
	await mkdir(path.join(home, '.run'), {mode: 0o700});
	const emulator = new xterm.Terminal({...size, allowProposedApi: true});
	const watchers = new Set<Watcher>();
	const startedAt = performance.now();
	const pty = spawn(process.execPath, [program, ...args], {...size, name: 'xterm-256color', env: environmentFor(home, variables)});
	const ended = Promise.withResolvers<void>();
	let isRunning = true;
	let bytes = 0;
	let frames = 0;
	let tail = '';

	// What the program asks the terminal, the terminal answers.
	emulator.onData(answer => {
		pty.write(answer);
	});
	pty.onData(data => {
		const at = performance.now();
		bytes += Buffer.byteLength(data);
		const ends = (tail + data).split(frameEnd).length - 1;
		// An end may come in two pieces, and must not be counted twice.
		tail = (tail + data).slice(-(frameEnd.length - 1));
		frames += ends;
		if (ends > 0) {
			notify(at, false);
		}

		emulator.write(data, () => {
			if (ends > 0) {
				notify(at, true);
			}
		});
	});
	pty.onExit(() => {
		isRunning = false;
		ended.resolve();
	});

	const notify: Watcher = (at, isDrawn) => {
		for (const watcher of watchers) {
			watcher(at, isDrawn);
		}
	};

	const lines = () => Array.from({length: size.rows}, (_, row) => emulator.buffer.active.getLine(row)?.translateToString(true) ?? '');

	/** Resolves with the time of the first frame that `isIt` says yes to. */
	const frame = async (isIt: (isDrawn: boolean) => boolean, what: string): Promise<number> => {
		const {promise, resolve, reject} = Promise.withResolvers<number>();
		const watcher: Watcher = (at, isDrawn) => {
			if (isIt(isDrawn)) {
				resolve(at);
			}
		};

		watchers.add(watcher);
		const timer = setTimeout(() => {
			reject(new Error(`No frame with ${what} came within ${patience / 1000} s. The screen:\n${lines().join('\n').trim()}`));
		}, patience);
		try {
			return await Promise.race([promise, ended.promise.then(() => {
				throw new Error(`The program ended before a frame with ${what}. The screen:\n${lines().join('\n').trim()}`);
			})]);
		} finally {
			watchers.delete(watcher);
			clearTimeout(timer);
		}
	};

	return {
		pid: pty.pid,
		home,
		startedAt,
		written: () => ({bytes, frames}),
		type(keys) {
			pty.write(keys);
		},
		async press(keys) {
			const pressedAt = performance.now();
			pty.write(keys);
			return await frame(isDrawn => !isDrawn, `what ${JSON.stringify(keys)} does`) - pressedAt;
		},
		frameWith: async text => frame(isDrawn => isDrawn && lines().some(line => line.includes(text)), JSON.stringify(text)),
		lines,
		async [Symbol.asyncDispose]() {
			// The way that the program has for it, so that nothing of it stays behind.
			if (isRunning) {
				process.kill(pty.pid, 'SIGTERM');
			}

			await ended.promise;
			emulator.dispose();
			await rm(home, {recursive: true, force: true, maxRetries: 5});
		},
	};
}
