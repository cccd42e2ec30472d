/** What does a dashboard cost that nobody touches: CPU and bytes, with the usual 5 s between polls? Reads /proc: Linux only. */
import {readFile, readdir} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {performance} from 'node:perf_hooks';
import {atMost, median, type Bench, type Figure} from './figures.ts';
import {firstLabel} from './sample.ts';
import {openScreen} from './screen.ts';
import {startBackend, type BackendOptions} from './start-backend.ts';

/** ms that are measured, and ms that a dashboard has before to come to rest. */
const span = 20_000;
const settling = 3000;

const cases: ReadonlyArray<BackendOptions & {readonly name: string}> = [
	{name: 'idle, nothing changes, 1,000 objects', objects: 1000},
	{name: 'idle, each poll differs, 9 objects', objects: 9, isChanging: true},
	{name: 'idle, each poll differs, 1,000 objects', objects: 1000, isChanging: true},
];

export const idle: Bench = {
	defaultRuns: 1,
	async measure(program, runs) {
		if (process.platform !== 'linux') {
			throw new Error('The bench "idle" reads /proc, which only Linux has.');
		}

		const figures: Figure[] = [];
		for (const {name, ...options} of cases) {
			const costs: Cost[] = [];
			for (let run = 0; run < runs; run++) {
				costs.push(await costOf(program, options)); // eslint-disable-line no-await-in-loop -- one dashboard at a time
			}

			const percent = median(costs.map(cost => cost.percent));
			figures.push(
				{name, value: `${percent.toFixed(2)} %`, target: atMost(percent, 1, ' %')},
				{name: '  bytes written', value: String(median(costs.map(cost => cost.bytes)))},
			);
		}

		return figures;
	},
};

/** In percent of one core, and in bytes, over the span. */
type Cost = {readonly percent: number; readonly bytes: number};

async function costOf(program: string, options: BackendOptions): Promise<Cost> {
	await using backend = await startBackend(options);
	await using screen = await openScreen(program, ['--url', backend.url, '--interval', '5s']);
	await screen.frameWith(firstLabel);
	await pause(settling);
	const {bytes} = screen.written();
	const from = performance.now();
	const busy = await busyTime(screen.pid);
	await pause(span);
	const used = await busyTime(screen.pid) - busy;
	return {percent: used / (performance.now() - from) * 100, bytes: screen.written().bytes - bytes};
}

/** ms that all threads of a process have been on a core. */
async function busyTime(pid: number): Promise<number> {
	const folder = `/proc/${pid}/task`;
	const threads = await readdir(folder);
	const times = await Promise.all(threads.map(async thread => {
		const text = await readFile(`${folder}/${thread}/schedstat`, 'utf8');
		return Number(text.split(' ', 1)[0]) / 1e6;
	}));
	return times.reduce((sum, time) => sum + time, 0);
}
