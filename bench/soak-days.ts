/**
A month of a dashboard that nobody closes, in less time: its clock and the backend's run faster, each poll differs, keys are pressed now and then. Does
its memory stay flat, does its cache stay small, and is every full hour in it once? `--runs` is how many days; `SOAK_SPEED` how much faster than life.
*/
import {Buffer} from 'node:buffer';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {
	atLeast, atMost, median, type Bench, type Figure,
} from './figures.ts';
import {needLinux, residentOf} from './memory.ts';
import {firstLabel} from './sample.ts';
import {openScreen, type Screen} from './screen.ts';
import {startBackend} from './start-backend.ts';

const objects = 50;
const hour = 3_600_000;
const mebibyte = 1024 * 1024;
/** ms of real time between two polls, whatever the speed: what a month costs is the number of polls. */
const pollPause = 50;
/** Keys that a reader presses, one after the other, each simulated hour. */
const keys = ['j', 'j', 'h', '\r', '\u{1B}', 'h', 's', 'S', '?', '?', '2', '1', '\u{1B}[6~', '\u{1B}[H'];

export const soakDays: Bench = {
	defaultRuns: 30,
	async measure(program, days) {
		needLinux('soak-days');
		const speed = Number(process.env.SOAK_SPEED ?? '1000');
		const clock = {
			NODE_OPTIONS: `--import=${pathToFileURL(fileURLToPath(new URL('fast-clock.ts', import.meta.url))).href}`,
			SOAK_SPEED: String(speed), SOAK_BEGIN: String(Date.now()),
		};
		await using backend = await startBackend({objects, isChanging: true, env: clock});
		await using screen = await openScreen(program, ['--url', backend.url, '--interval', `${pollPause * speed / 1000}s`], clock);
		await screen.frameWith(firstLabel);
		const samples = await live(screen, days * 24, hour / speed);
		const file = await cacheIn(screen.home);
		const quarter = (index: number) => median(samples.slice(Math.floor(samples.length * index / 4), Math.floor(samples.length * (index + 1) / 4)));
		const growth = quarter(3) / quarter(1);
		return [
			{name: `${days} days of ${objects} objects at ${speed}×, memory of the last quarter / the second`, value: growth.toFixed(3), target: atMost(growth, 1.05, '')},
			{name: '  in the quarters', value: [0, 1, 2, 3].map(index => quarter(index).toFixed(0)).join(' · ') + ' MiB'},
			{name: '  cache', value: `${(file.bytes / mebibyte).toFixed(2)} MiB`, target: atMost(file.bytes / mebibyte, 5, ' MiB')},
			{name: '  full hours of the first object in it', value: String(file.hours), target: atLeast(file.hours, days * 24 + 23, '')},
			{name: '  gaps between them', value: String(file.gaps), target: atMost(file.gaps, 0, '')},
		] satisfies Figure[];
	},
};

/** MiB in memory, once each simulated hour. */
async function live(screen: Screen, hours: number, realHour: number): Promise<number[]> {
	const samples: number[] = [];
	const begin = Date.now();
	for (let at = 0; at < hours; at++) {
		screen.type(keys[at % keys.length] ?? '');
		await pause(begin + (at + 1) * realHour - Date.now()); // eslint-disable-line no-await-in-loop -- time has to pass
		samples.push(await residentOf(screen.pid)); // eslint-disable-line no-await-in-loop -- one after the other
		if ((at + 1) % 24 === 0) {
			process.stderr.write(`day ${(at + 1) / 24}: ${samples.at(-1)?.toFixed(0)} MiB\n`);
		}
	}

	return samples;
}

/** The size of the cache, how many hours of an object are in it, and how many between the first and the last of them are not. */
async function cacheIn(home: string): Promise<{readonly bytes: number; readonly hours: number; readonly gaps: number}> {
	const folder = path.join(home, '.cache', 'sync-tui');
	const names = await readdir(folder);
	const texts = await Promise.all(names.filter(name => name.endsWith('.json')).map(async name => readFile(path.join(folder, name), 'utf8')));
	const [text = '{}'] = texts;
	const {hours = {}} = JSON.parse(text) as {hours?: Record<string, Array<[number]>>};
	const starts = (Object.values(hours)[0] ?? []).map(([start]) => start).toSorted((a, b) => a - b);
	const wanted = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) * 1000 / hour + 1;
	const found = new Set(starts).size;
	return {bytes: Buffer.byteLength(texts.join('')), hours: found, gaps: found === 0 ? NaN : wanted - found};
}
