import {setTimeout as pause} from 'node:timers/promises';
import type {Screen} from './screen.ts';

/** Until nothing has been drawn for `ms`: what comes after a key (a page, the hours of all objects) must not be taken for the frame of the next. */
export async function untilQuiet(screen: Screen, ms: number): Promise<void> {
	let before = -1;
	while (screen.written().frames !== before) {
		before = screen.written().frames;
		await pause(ms); // eslint-disable-line no-await-in-loop -- to look again is the point
	}
}
