/** How long from a key to its whole frame, and how many bytes is it, with 1,000 objects? */
import {setTimeout as pause} from 'node:timers/promises';
import {atMost, percentile, type Bench} from './figures.ts';
import {untilQuiet} from './quiet.ts';
import {firstLabel} from './sample.ts';
import {openScreen} from './screen.ts';
import {startBackend} from './start-backend.ts';

/** Down beyond what a screen holds and back up: half of the keys move the selection, the other half scroll the table. */
const sequence = ['j'.repeat(100), 'k'.repeat(100)].join('');

/** ms from a frame to the next key: a held key repeats about 30 times a second. */
const rest = 30;

type Pressed = {readonly ms: number; readonly bytes: number};

export const keys: Bench = {
	defaultRuns: 3,
	async measure(program, runs) {
		await using backend = await startBackend({objects: 1000});
		const pressed: Pressed[] = [];
		for (let run = 0; run < runs; run++) {
			// eslint-disable-next-line no-await-in-loop -- one dashboard at a time
			pressed.push(...await pressAll(program, backend.url));
		}

		const times = pressed.map(({ms}) => ms);
		const bytes = pressed.map(key => key.bytes);
		const p95 = percentile(times, 0.95);
		return [
			{name: 'key to frame, p50', value: `${percentile(times, 0.5).toFixed(1)} ms`},
			{name: 'key to frame, p95', value: `${p95.toFixed(1)} ms`, target: atMost(p95, 15, ' ms')},
			{name: 'key to frame, max', value: `${Math.max(...times).toFixed(1)} ms`},
			{name: 'bytes per key, p50', value: String(percentile(bytes, 0.5))},
			{name: 'bytes per key, max', value: String(Math.max(...bytes))},
		];
	},
};

/** The first keys of a dashboard are counted too: its code is cold for them, as it is for whoever presses them. */
async function pressAll(program: string, url: string): Promise<Pressed[]> {
	await using screen = await openScreen(program, ['--url', url]);
	await screen.frameWith(firstLabel);
	// The hours of all objects come after their backlog.
	await untilQuiet(screen, 500);
	const pressed: Pressed[] = [];
	for (const key of sequence) {
		const before = screen.written().bytes;
		/* eslint-disable no-await-in-loop -- a key after the frame of the one before */
		const ms = await screen.press(key);
		await pause(rest);
		/* eslint-enable no-await-in-loop */
		pressed.push({ms, bytes: screen.written().bytes - before});
	}

	if (screen.lines().every(line => !line.includes(`▌ ${firstLabel}`))) {
		throw new Error(`After as many keys up as down, the selection isn't where it began:\n${screen.lines().join('\n')}`);
	}

	return pressed;
}
