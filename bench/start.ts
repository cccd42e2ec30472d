/** How long from the start of the process to the first frame, and to the first data? In ms, and in times of what an empty Node needs. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {atMost, median, type Bench} from './figures.ts';
import {firstLabel} from './sample.ts';
import {openScreen} from './screen.ts';
import {startBackend} from './start-backend.ts';

/** A usual number of objects: with a thousand, reading their hours would be measured too. */
const objects = 9;

export const start: Bench = {
	defaultRuns: 15,
	async measure(program, runs) {
		await using backend = await startBackend({objects});
		const empty: number[] = [];
		const firstFrame: number[] = [];
		const firstData: number[] = [];
		// The first of each fills the caches of files and of compiled code, and is not counted.
		for (let run = 0; run <= runs; run++) {
			/* eslint-disable no-await-in-loop -- one after the other, in turns, so that a busy machine is busy for both */
			const emptyTime = await timeOfEmptyNode();
			const times = await startTimes(program, backend.url);
			/* eslint-enable no-await-in-loop */
			if (run === 0) {
				continue;
			}

			empty.push(emptyTime);
			firstFrame.push(times.frame);
			firstData.push(times.data);
		}

		const base = median(empty);
		const ratio = median(firstFrame) / base;
		return [
			{name: 'node -e 0, to its exit', value: `${base.toFixed(0)} ms`},
			{name: 'start to first frame', value: `${median(firstFrame).toFixed(0)} ms`},
			{name: 'start to first frame / node -e 0', value: `${ratio.toFixed(1)}×`, target: atMost(ratio, 8, '×')},
			{name: 'start to first data', value: `${median(firstData).toFixed(0)} ms`},
			{name: 'start to first data / node -e 0', value: `${(median(firstData) / base).toFixed(1)}×`},
		];
	},
};

/** In ms. */
async function timeOfEmptyNode(): Promise<number> {
	const startedAt = performance.now();
	await once(spawn(process.execPath, ['-e', '0'], {stdio: 'ignore', env: {PATH: process.env.PATH}}), 'exit');
	return performance.now() - startedAt;
}

/** In ms since the process was asked for. */
async function startTimes(program: string, url: string): Promise<{frame: number; data: number}> {
	await using screen = await openScreen(program, ['--url', url]);
	const [frame, data] = await Promise.all([screen.frameWith('Sync Status'), screen.frameWith(firstLabel)]);
	return {frame: frame - screen.startedAt, data: data - screen.startedAt};
}
