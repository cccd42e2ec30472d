/** Draws a state as the dashboard would, on a terminal of the state's own size: the fixed 100 columns of ink-testing-library are one size of many. */
import {EventEmitter} from 'node:events';
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink';
import {App} from '../../source/dashboard/app.tsx';
import type {Context} from '../../source/dashboard/input/press.ts';
import type {State} from '../../source/dashboard/store/state.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {recordedControls} from './sample.ts';

class SizedStdout extends EventEmitter {
	frame = '';
	readonly isTTY = true;

	constructor(readonly columns: number, readonly rows: number) {
		super();
	}

	write(text: string): boolean {
		// Switching a mode of the terminal is no frame.
		if (!text.startsWith('\u{1B}[?')) {
			this.frame = text;
		}

		return true;
	}
}

class SilentStdin extends EventEmitter {
	readonly isTTY = true;
	setEncoding(): void {/* Nothing is read. */}
	setRawMode(): void {/* It is no terminal. */}
	resume(): void {/* Nothing flows. */}
	pause(): void {/* Nothing flows. */}
	ref(): void {/* It keeps nothing alive. */}
	unref(): void {/* It keeps nothing alive. */}
	read(): null {
		return null;
	}
}

/** The lines of the screen, blanks at their ends and colours taken off. */
export function draw(state: State, {isAscii = false} = {}): string[] {
	return drawRaw(state, {isAscii}).map(line => line.trimEnd());
}

/** The lines of the screen, as wide as they are drawn. */
export function drawRaw(state: State, {isAscii = false} = {}): string[] {
	const {controls} = recordedControls();
	using screen = openScreen({store: createStore(reduce, state), controls}, state.size, {isAscii});
	return stripVTControlCharacters(screen.frame()).split('\n');
}

export type DrawnScreen = Disposable & {
	/** The last frame, whole, as it was written. */
	frame(): string;
	/** Resolves when what the store says now has been drawn. */
	drawn(): Promise<void>;
};

/** Draws a store for as long as it is wanted. */
export function openScreen(context: Context, {columns, rows}: State['size'], {isAscii = false} = {}): DrawnScreen {
	const stdout = new SizedStdout(columns, rows);
	const instance = render(<App context={context} isAscii={isAscii} terminal={{}}/>, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: new SilentStdin() as unknown as NodeJS.ReadStream,
		// Every frame is written whole.
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	return {
		frame: () => stdout.frame,
		// React has drawn by the next turn; in this mode each frame is written at once.
		drawn: nextTurn,
		[Symbol.dispose]() {
			instance.unmount();
			instance.cleanup();
		},
	};
}

async function nextTurn(): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	setImmediate(resolve);
	return promise;
}
