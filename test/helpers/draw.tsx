/** Draws a state as the dashboard would, on a terminal of the state's own size: the fixed 100 columns of ink-testing-library are one size of many. */
import {EventEmitter} from 'node:events';
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink';
import {App} from '../../source/dashboard/app.tsx';
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
	const stdout = new SizedStdout(state.size.columns, state.size.rows);
	const {controls} = recordedControls();
	const instance = render(<App context={{store: createStore(reduce, state), controls}} isAscii={isAscii} terminal={{}}/>, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: new SilentStdin() as unknown as NodeJS.ReadStream,
		// Every frame is written whole.
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	const {frame} = stdout;
	instance.unmount();
	instance.cleanup();
	return stripVTControlCharacters(frame).split('\n');
}
