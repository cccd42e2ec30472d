/** Draws the dashboard on a terminal until it is quit. Loads Ink: import it only when there is something to draw. */
import {render, type SuspendTerminal} from 'ink';
import {App} from './app.tsx';
import {reportsOf} from './components/terminal-reports.tsx';
import {receive, type Context, type Effects} from './input/press.ts';
import {readKeys} from './input/read-keys.ts';
import type {Action} from './store/actions.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';
import {terminalSize} from './terminal-size.ts';
import {tick} from './tick.ts';

export type RunOptions = {
	readonly store: Store<State, Action>;
	readonly refresh: () => void;
	/** What keys do beyond the dashboard itself. */
	readonly effects: Effects;
	/** Ctrl-Z: stops what runs on this terminal, and resolves when the shell continues it. */
	readonly stop: () => Promise<void>;
	/** Looks how large the terminal is now; `stdout` says so where that changes anything. */
	readonly refreshSize: () => void;
	/** Tells of each change of the size, also of one that `stdout` doesn't notice. Returns what ends that. */
	readonly onSizeSignal: (listener: () => void) => () => void;
	readonly isAscii: boolean;
	/** Ask the terminal to tell when its window is looked at. */
	readonly hasFocus: boolean;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** ms UTC. */
	readonly clock: () => number;
};

export type Running = {
	/** Resolves once the terminal is as it was; rejects with what crashed a view. */
	readonly ended: Promise<void>;
	/** Takes the dashboard off the terminal. Calling it again does nothing. */
	quit(): void;
	/**
	Leaves the terminal as it was, awaits `stop`, and draws everything anew, at the size that the terminal has then. Does nothing while that happens already:
	the caller's `stop` isn't called then.
	*/
	suspend(stop: () => Promise<void>): Promise<void>;
	/** The terminal is the shell's: the dashboard is suspended, or was when it ended. */
	isAway(): boolean;
};

/** ms without another size until everything is drawn anew. */
const settlingTime = 50;

export function run({store, refresh, effects, stop, refreshSize, onSizeSignal, isAscii, hasFocus, stdin, stdout, clock}: RunOptions): Running {
	const terminal: {suspend?: SuspendTerminal} = {};
	const reports = reportsOf({hasFocus});
	let hasEnded = false;
	let isAway = false;
	const {promise: failed, reject: fail} = Promise.withResolvers<never>();

	const quit = () => {
		if (hasEnded) {
			return;
		}

		hasEnded = true;
		if (isAway) {
			// Ink leaves the alternate screen whether or not it is there, and the cursor would go to where it was when that began.
			stdout.write('\u{1B}[?1049h');
		} else {
			keys.stop();
		}

		try {
			instance.unmount();
		} catch (error) {
			// Whatever is wrong with what was drawn, the terminal is more than that.
			stdout.write(`${reports.off}\u{1B}[?25h\u{1B}[?1049l`);
			fail(error);
		}
	};

	/** Since the process goes on, until the terminal is ours again: whoever asks to stop then doesn't ask in vain. */
	let isReturning = false;
	let next: (() => Promise<void>) | undefined;
	const suspend = async (pause: () => Promise<void>): Promise<void> => {
		if (isAway || hasEnded || terminal.suspend === undefined) {
			next = isReturning ? pause : undefined;
			return;
		}

		isAway = true;
		stdout.write(reports.off);
		keys.stop();
		await terminal.suspend(async () => {
			await pause();
			if (hasEnded) {
				return;
			}

			isReturning = true;
			// First the keys: in the background the system stops whoever takes them, and nothing may be drawn there.
			keys.start();
			refreshSize();
		});
		isReturning = false;
		if (hasEnded) {
			return;
		}

		isAway = false;
		stdout.write(reports.on);
		// Whoever calls it back looks at it.
		store.dispatch({type: 'focus-set', isFocused: true});
		const asked = next;
		next = undefined;
		await (asked && suspend(asked));
	};

	const context: Context = {
		store,
		controls: {
			...effects,
			refresh,
			quit,
			suspend() {
				void suspend(stop);
			},
		},
	};
	const keys = readKeys(stdin, event => {
		receive(context, event);
	});
	// Before anything is drawn, for the same reason.
	keys.start();
	const view = () => <App context={context} isAscii={isAscii} terminal={terminal} reports={reports}/>;
	const instance = render(view(), {
		stdin,
		stdout,
		alternateScreen: true,
		exitOnCtrlC: false,
		incrementalRendering: true,
		// With CI in the environment Ink would draw nothing until the end.
		interactive: true,
		maxFps: 120,
		patchConsole: false,
	});
	let settling: NodeJS.Timeout | undefined;
	const resized = () => {
		store.dispatch({type: 'resized', ...terminalSize(stdout)});
		settle();
	};

	const settle = () => {
		clearTimeout(settling);
		settling = setTimeout(redraw, settlingTime);
	};

	/** A frame that was under way while the size changed is anywhere on the screen, and Ink writes only what it thinks has changed. */
	const redraw = () => {
		if (isAway || hasEnded) {
			return;
		}

		instance.clear();
		// Ink ends the synchronized update with its frame.
		stdout.write('\u{1B}[?2026h\u{1B}[H\u{1B}[2J');
		instance.rerender(view());
	};

	stdout.on('resize', resized);
	const unheard = onSizeSignal(settle);
	const stopClock = tick(store, clock);
	const finish = () => {
		stdout.off('resize', resized);
		unheard();
		clearTimeout(settling);
		stopClock();
		if (hasEnded) {
			return;
		}

		// A view has crashed, and Ink took it off the terminal.
		hasEnded = true;
		keys.stop();
	};

	const ended = (async () => {
		try {
			await Promise.race([instance.waitUntilExit(), failed]);
		} finally {
			finish();
		}
	})();
	return {ended, quit, suspend, isAway: () => isAway};
}
