/** Draws the dashboard on a terminal until it is quit. Loads Ink: import it only when there is something to draw. */
import {render, type SuspendTerminal} from 'ink';
import {App} from './app.tsx';
import type {Context, Effects} from './input/press.ts';
import type {Action} from './store/actions.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';
import {tick} from './tick.ts';

export type RunOptions = {
	readonly store: Store<State, Action>;
	readonly refresh: () => void;
	/** What keys do beyond the dashboard itself. */
	readonly effects: Effects;
	/** Stops this process until the shell continues it. */
	readonly stopProcess: () => Promise<void>;
	readonly isAscii: boolean;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** ms UTC. */
	readonly clock: () => number;
};

export type Running = {
	/** Resolves once the terminal is as it was; rejects with what crashed a view. */
	readonly ended: Promise<void>;
	/** Takes the dashboard off the terminal. */
	quit(): void;
};

export function run({store, refresh, effects, stopProcess, isAscii, stdin, stdout, clock}: RunOptions): Running {
	const terminal: {suspend?: SuspendTerminal} = {};
	const context: Context = {
		store,
		controls: {
			...effects,
			refresh,
			quit() {
				instance.unmount();
			},
			suspend() {
				void terminal.suspend?.(stopProcess);
			},
		},
	};
	const instance = render(<App context={context} isAscii={isAscii} terminal={terminal}/>, {
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
	const resized = () => {
		store.dispatch({type: 'resized', columns: stdout.columns, rows: stdout.rows});
	};

	stdout.on('resize', resized);
	const stopClock = tick(store, clock);
	const ended = instance.waitUntilExit().finally(() => {
		stdout.off('resize', resized);
		stopClock();
	}) as Promise<void>;
	return {ended, quit: context.controls.quit};
}
