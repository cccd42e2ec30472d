/** What does the screen of Sync Errors cost a key, and how much memory does a dashboard take that has walked far? */
import {setTimeout as pause} from 'node:timers/promises';
import type {Client} from './errors-client.ts';
import {itemsOf, targetOf} from './errors-query.ts';
import {atMost, median, percentile, type Figure} from './figures.ts';
import {peakOf} from './memory.ts';
import {untilQuiet} from './quiet.ts';
import {openScreen, size, type Screen} from './screen.ts';

const pageDown = '\u{1B}[6~';
const pageUp = '\u{1B}[5~';
const end = '\u{1B}[F';

/** Beyond what a screen holds, then over several pages of the backend's, and some of the way back. */
const sequence = [...Array.from({length: 150}, () => 'j'), ...Array.from({length: 40}, () => pageDown), ...Array.from({length: 100}, () => 'k')];

/** ms without a frame before the next key: a held key repeats about 30 times a second. */
const rest = 30;

/** ms after which a key that drew nothing is taken for one that did nothing: at the end of what has been read, while more is on its way. */
const patience = 2000;

/** Keys in a row that may do nothing. */
const maxTries = 5;

/** Rows that are walked before the jump to the end. */
const walked = 2000;

export async function measureKeys(program: string, url: string, client: Client): Promise<Figure[]> {
	await using screen = await openErrors(program, url, client);
	const times: number[] = [];
	let lost = 0;
	for (const key of sequence) {
		const {ms, tries} = await pressUntilDrawn(screen, key); // eslint-disable-line no-await-in-loop -- a key after the frame of the one before
		times.push(ms);
		lost += tries - 1;
	}

	const p95 = percentile(times, 0.95);
	return [
		{name: `Sync Errors, key to frame (${times.length} keys: j, PgDn, k), p50`, value: `${median(times).toFixed(1)} ms`},
		{name: '  p95', value: `${p95.toFixed(1)} ms`, target: atMost(p95, 16, ' ms')},
		{name: '  max', value: `${Math.max(...times).toFixed(1)} ms`},
		{name: '  keys that did nothing', value: String(lost), target: atMost(lost, 0, '')},
	];
}

export type Served = {readonly url: string; readonly client: Client};

/** The peaks of dashboards on the errors of `large` and on those of `small`, in turns. */
export async function measureMemory(program: string, large: Served, small: Served, rounds: number): Promise<Figure[]> {
	const peaks = {large: [] as number[], small: [] as number[]};
	for (let round = 0; round < rounds; round++) {
		/* eslint-disable no-await-in-loop -- one dashboard at a time */
		peaks.small.push(await peakOfWalk(program, small));
		peaks.large.push(await peakOfWalk(program, large));
		/* eslint-enable no-await-in-loop */
	}

	const more = median(peaks.large) - median(peaks.small);
	return [
		{name: `dashboard after ${walked} rows and End: peak memory, few errors`, value: `${median(peaks.small).toFixed(0)} MiB`},
		{name: '  many errors', value: `${median(peaks.large).toFixed(0)} MiB`},
		{name: '  many − few', value: `${more.toFixed(1)} MiB`, target: atMost(more, 20, ' MiB')},
	];
}

/** In MiB. Where the list is shorter than the walk, it goes up and down. */
async function peakOfWalk(program: string, {url, client}: Served): Promise<number> {
	await using screen = await openErrors(program, url, client);
	let key = pageDown;
	for (let rows = 0; rows < walked;) {
		const before = placeOf(screen);
		await pressUntilDrawn(screen, key); // eslint-disable-line no-await-in-loop -- a key after the frame of the one before
		const {row, total} = placeOf(screen);
		rows += Math.abs(row - before.row);
		key = row === total ? pageUp : (row === 1 ? pageDown : key);
	}

	// At the end already, End would draw nothing.
	await screen.press(placeOf(screen).row === 1 ? pageDown : pageUp);
	await untilQuiet(screen, rest);
	await screen.press(end);
	await untilQuiet(screen, 1000);
	const {row, total} = placeOf(screen);
	if (row !== total) {
		throw new Error(`The end of the list was not reached:\n${screen.lines().join('\n')}`);
	}

	const peak = await peakOf(screen.pid);
	return peak;
}

/** Resolves, when all is quiet again, with the ms that the last try took, and how many there were. */
async function pressUntilDrawn(screen: Screen, key: string): Promise<{ms: number; tries: number}> {
	for (let tries = 1; tries <= maxTries; tries++) {
		const pressed = screen.press(key);
		// It may be the frame of another key that it sees in the end, or none.
		pressed.catch(() => undefined);
		/* eslint-disable no-await-in-loop -- the same key again is the point */
		const ms = await Promise.race([pressed, pause(patience, undefined)]);
		if (ms !== undefined) {
			await untilQuiet(screen, rest);
			return {ms, tries};
		}
		/* eslint-enable no-await-in-loop */
	}

	throw new Error(`${maxTries} keys in a row drew nothing:\n${screen.lines().join('\n')}`);
}

/** Polls would draw frames of their own: there are none for an hour. */
async function openErrors(program: string, url: string, client: Client): Promise<Screen> {
	const screen = await openScreen(program, ['--url', url, '--interval', '60m']);
	const {body} = await client.ask(targetOf({text: ''}, {limit: 1}));
	await screen.frameWith('Sync Errors');
	await untilQuiet(screen, 500);
	await Promise.all([screen.frameWith(itemsOf(body)[0]?.code ?? ''), screen.press('2')]);
	await untilQuiet(screen, 500);
	return screen;
}

/** Where the selection is, as the last line says: `51 of 1,000,000`. */
function placeOf(screen: Screen): {row: number; total: number} {
	const [row, total] = (screen.lines()[size.rows - 1] ?? '').trimEnd().replaceAll(',', '').split(' of ').map(text => Number(text.split(' ').at(-1)));
	return {row: row ?? NaN, total: total ?? NaN};
}
