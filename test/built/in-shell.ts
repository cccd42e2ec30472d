/** The built program in a shell, as people run it: the shell is still there when the program has ended, and tells how, and what has become of the terminal. */
import {watch} from 'node:fs/promises';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {openTerminal, type TerminalOptions, type TestTerminal} from '../helpers/terminal.ts';
import {smallBackend} from './backend.ts';

export const program = 'build/cli.js';

/** `$@` is the program; its process is the one that wrote `pid`. Neither a signal to it nor the end of the terminal ends this shell. */
const script = `
	trap '' HUP
	before=$(stty -g)
	bash -c 'echo $$ >"$HOME/pid"; exec "$@"' - "$@"
	code=$?
	if [ "$before" = "$(stty -g)" ]; then kept='settings kept'; else kept='settings changed'; fi
	echo "ended with $code, $kept" >"$HOME/new"
	mv "$HOME/new" "$HOME/end"
	echo; cat "$HOME/end"
`;

export type InShell = AsyncDisposable & {
	readonly terminal: TestTerminal;
	signal(signal: NodeJS.Signals): void;
	/** How the program ended, as the shell has it: `ended with 143, settings kept`. For the terminal to be closed meanwhile is all right. */
	ended(): Promise<string>;
};

/** Runs `sync-tui` with `args`. */
export async function openInShell(args: readonly string[], options: TerminalOptions = {}): Promise<InShell> {
	const terminal = await openTerminal('bash', ['--norc', '--noprofile', '-c', script, '-', process.execPath, program, ...args], options);
	const file = (name: string) => path.join(terminal.home, name);
	return {
		terminal,
		signal(signal) {
			process.kill(Number(readFileSync(file('pid'), 'utf8')), signal);
		},
		async ended() {
			await untilThere(file('end'));
			return readFileSync(file('end'), 'utf8').trim();
		},
		async [Symbol.asyncDispose]() {
			await terminal.close();
		},
	};
}

/** `sync-tui` on a small backend, once it shows its rows. */
export async function dashboardInShell(options: TerminalOptions & {readonly args?: readonly string[]} = {}): Promise<InShell & {readonly url: string}> {
	const backend = await smallBackend();
	const shell = await openInShell(['--url', backend.url, ...options.args ?? []], options);
	await shell.terminal.waitFor(/▌ Lead/v);
	return {
		...shell,
		url: backend.url,
		async [Symbol.asyncDispose]() {
			await shell[Symbol.asyncDispose]();
			await backend[Symbol.asyncDispose]();
		},
	};
}

/** Waits until a file is there, for 10 s at most. */
export async function untilThere(file: string): Promise<void> {
	const changes = watch(path.dirname(file), {signal: AbortSignal.timeout(10_000)});
	if (existsSync(file)) {
		return;
	}

	for await (const _ of changes) {
		if (existsSync(file)) {
			return;
		}
	}
}

/** The terminal as a shell has it. */
export const ownTerminal = {isAlternate: false, cursorVisible: true, paste: false, focus: false, mouse: false};

/** What the program has left of the terminal, apart from its settings. */
export function stateOf(terminal: TestTerminal): typeof ownTerminal {
	return {isAlternate: terminal.isAlternate(), cursorVisible: terminal.cursorVisible(), ...terminal.modes()};
}
