/** A program on a real pseudo-terminal, drawn by a real emulator: what a test sees is what a person would see. */
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {Unicode11Addon} from '@xterm/addon-unicode11';
import xterm, {type Terminal} from '@xterm/headless';
import {spawn, type IPty} from 'node-pty';
import {describeCell, type Cell} from './terminal-cell.ts';
import {environmentFor, type Variables} from './terminal-environment.ts';
import {keySequence} from './terminal-keys.ts';

export type TerminalOptions = {
	/** 120 if left out. */
	readonly cols?: number;
	/** 30 if left out. */
	readonly rows?: number;
	/** On top of what every program gets (see `environmentFor`); undefined takes a variable away. */
	readonly env?: Variables;
	readonly cwd?: string;
	/** The program's home, with the XDG folders in it. A temporary one is made, and removed by `close`, if left out. */
	readonly home?: string;
};

/** How the program ended: `signal` is the number of the signal that killed it, if one did. */
export type Exit = {readonly code: number; readonly signal: number | undefined};

/** Text or a pattern anywhere on the screen (lines joined by `\n`), or a question about its lines. */
export type Expectation = string | RegExp | ((screen: readonly string[]) => boolean);

/** Starts a program on a terminal. Close it, or declare it with `await using`. */
export async function openTerminal(command: string, args: readonly string[] = [], options: TerminalOptions = {}): Promise<TestTerminal> {
	const {cols = 120, rows = 30, cwd = process.cwd()} = options;
	const home = options.home ?? await mkdtemp(join(tmpdir(), 'sync-tui-home-'));
	const env = environmentFor(home, options.env);
	await mkdir(join(home, '.run'), {recursive: true, mode: 0o700});
	const pty = spawn(command, [...args], {
		name: env.TERM ?? 'xterm-256color', cols, rows, cwd, env,
	});
	return new TestTerminal(pty, home, options.home === undefined);
}

export class TestTerminal {
	readonly #pty: IPty;
	readonly #emulator: Terminal;
	readonly #isHomeOurs: boolean;
	readonly #watchers = new Set<() => void>();
	#raw = '';
	#isCursorVisible = true;
	#exit: Exit | undefined;

	readonly home: string;
	/** Settles when the program has ended and all that it wrote is on the screen. */
	readonly exit: Promise<Exit>;

	constructor(pty: IPty, home: string, isHomeOurs: boolean) {
		this.#pty = pty;
		this.home = home;
		this.#isHomeOurs = isHomeOurs;
		this.#emulator = new xterm.Terminal({cols: pty.cols, rows: pty.rows, allowProposedApi: true});
		this.#emulator.loadAddon(new Unicode11Addon());
		this.#emulator.unicode.activeVersion = '11';
		this.#trackCursor();
		// What the emulator says by itself: answers to what the program asks the terminal.
		this.#emulator.onData(answer => {
			this.#send(answer);
		});
		pty.onData(data => {
			this.#raw += data;
			this.#emulator.write(data, () => {
				this.#notify();
			});
		});
		this.exit = new Promise(resolve => {
			pty.onExit(({exitCode, signal}) => {
				this.#emulator.write('', () => {
					this.#exit = {code: exitCode, signal: signal === 0 ? undefined : signal};
					resolve(this.#exit);
					this.#notify();
				});
			});
		});
	}

	#send(data: string): void {
		if (!this.#exit) {
			this.#pty.write(data);
		}
	}

	async #drawn(): Promise<void> {
		return new Promise(resolve => {
			this.#emulator.write('', resolve);
		});
	}

	#notify(): void {
		for (const watcher of this.#watchers) {
			watcher();
		}
	}

	/** The emulator has no question for it, so we listen to `CSI ? 25 h`, `CSI ? 25 l` and the full reset. */
	#trackCursor(): void {
		const {parser} = this.#emulator;
		const set = (isVisible: boolean) => (parameters: ReadonlyArray<number | number[]>) => {
			if (parameters.includes(25)) {
				this.#isCursorVisible = isVisible;
			}

			return false;
		};

		parser.registerCsiHandler({prefix: '?', final: 'h'}, set(true));
		parser.registerCsiHandler({prefix: '?', final: 'l'}, set(false));
		parser.registerEscHandler({final: 'c'}, () => {
			this.#isCursorVisible = true;
			return false;
		});
	}

	#framed(): string {
		const rule = '─'.repeat(this.#emulator.cols);
		return `${rule}\n${this.text().trimEnd()}\n${rule}`;
	}

	/** Everything that the program wrote so far, escape sequences and all. */
	get raw(): string {
		return this.#raw;
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** The lines that can be seen, from the top, without the blanks at their ends. */
	screen(): string[] {
		const {active} = this.#emulator.buffer;
		return Array.from({length: this.#emulator.rows}, (_, row) => (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd());
	}

	text(): string {
		return this.screen().join('\n');
	}

	/**
	Waits until the screen is as expected, and returns it. Looks again whenever the program has drawn something. Throws, with the whole screen,
	after `timeout` ms or when the program ends before.
	*/
	async waitFor(expectation: Expectation, {timeout = 10_000}: {timeout?: number} = {}): Promise<string[]> {
		const {promise, resolve, reject} = Promise.withResolvers<string[]>();
		const fail = (why: string) => {
			reject(new Error(`${why} while waiting for ${describeExpectation(expectation)}. The screen:\n${this.#framed()}`));
		};

		const look = () => {
			try {
				const screen = this.screen();
				if (isMet(expectation, screen)) {
					resolve(screen);
				} else if (this.#exit) {
					fail(`The program ended with ${JSON.stringify(this.#exit)}`);
				}
			} catch (error) {
				reject(error);
			}
		};

		const timer = setTimeout(() => {
			fail(`${timeout} ms passed`);
		}, timeout);
		this.#watchers.add(look);
		look();
		try {
			return await promise;
		} finally {
			clearTimeout(timer);
			this.#watchers.delete(look);
		}
	}

	/** Presses keys, each as a write of its own: `press('down', 'enter')`. See `keySequence` for the names. */
	press(...keys: readonly string[]): void {
		for (const key of keys) {
			this.#send(keySequence(key, this.#emulator.modes.applicationCursorKeysMode));
		}
	}

	/** Sends text in one piece, as a paste or very fast typing arrives. */
	type(text: string): void {
		this.#send(text);
	}

	/** Resolves when the emulator has the new size and the program has been told. */
	async resize(cols: number, rows: number): Promise<void> {
		await this.#drawn();
		this.#emulator.resize(cols, rows);
		this.#pty.resize(cols, rows);
	}

	/** One cell of the screen; both numbers begin at 0. Throws outside the screen. */
	cell(row: number, col: number): Cell {
		const {active} = this.#emulator.buffer;
		const cell = active.getLine(active.viewportY + row)?.getCell(col);
		if (!cell) {
			throw new RangeError(`Row ${row}, column ${col} is outside the screen.`);
		}

		return describeCell(cell);
	}

	isAlternate(): boolean {
		return this.#emulator.buffer.active.type === 'alternate';
	}

	cursorVisible(): boolean {
		return this.#isCursorVisible;
	}

	/** What else the program has switched on in the terminal, and not off again. */
	modes(): {paste: boolean; focus: boolean; mouse: boolean} {
		const {bracketedPasteMode, sendFocusMode, mouseTrackingMode} = this.#emulator.modes;
		return {paste: bracketedPasteMode, focus: sendFocusMode, mouse: mouseTrackingMode !== 'none'};
	}

	/** Closes the terminal's window: what the program reads ends, what it writes fails, and its session's leader gets SIGHUP. */
	hangUp(): void {
		const {destroy} = this.#pty as IPty & {destroy?: () => void};
		if (destroy === undefined) {
			throw new Error('This node-pty closes no terminals.');
		}

		destroy.call(this.#pty);
	}

	/** Ends the program, hard if it is still alive, with all that it started on this terminal, and frees what the terminal held. */
	async close(): Promise<void> {
		if (!this.#exit) {
			killGroup(this.#pty.pid);
		}

		await this.exit;
		this.#emulator.dispose();
		if (this.#isHomeOurs) {
			await rm(this.home, {recursive: true, force: true, maxRetries: 5});
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}
}

function isMet(expectation: Expectation, screen: readonly string[]): boolean {
	if (typeof expectation === 'function') {
		return expectation(screen);
	}

	const text = screen.join('\n');
	return typeof expectation === 'string'
		? text.includes(expectation)
		: text.search(expectation) !== -1; // eslint-disable-line unicorn/prefer-regexp-test -- with the flag `g`, `test` would go on from where it was
}

function describeExpectation(expectation: Expectation): string {
	return typeof expectation === 'string' ? JSON.stringify(expectation) : String(expectation);
}

/** The program leads the session of its terminal, so the group's number is its own; one that was started just now may not lead it yet. */
function killGroup(pid: number): void {
	for (const target of [-pid, pid]) {
		try {
			process.kill(target, 'SIGKILL');
		} catch (error) {
			// It is not there, or no longer.
			if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
				throw error;
			}
		}
	}
}
