/** How fast do very many errors come into a file, beside SQLite's own shell, and what does it take? */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createClient} from './errors-client.ts';
import {ledgerOf} from './errors-ledger.ts';
import {measureReadBack} from './export-read-back.ts';
import {byHttp, byProduct, byShell, type ProductRun} from './export-runs.ts';
import {atLeast, atMost, median, type Bench, type Figure} from './figures.ts';
import {forgetPeak, needLinux, peakOf} from './memory.ts';
import {startServe} from './serve.ts';

/** MiB above idle, of client and of server. */
const mostMemory = 60;

export const exports: Bench = {
	defaultRuns: 3,
	defaultRows: 1_000_000,
	async measure(program, runs, rows) {
		needLinux('export');
		const {file: ledger} = await ledgerOf(rows);
		const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-bench-'));
		try {
			return await measureIn(folder, {program, runs, rows, ledger});
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	},
};

type Settings = {readonly program: string; readonly runs: number; readonly rows: number; readonly ledger: string};

async function measureIn(folder: string, {program, runs, rows, ledger}: Settings): Promise<Figure[]> {
	await using server = await startServe(program, ledger);
	using client = createClient(server.url);
	await client.ask('/v1/errors');
	const idle = await forgetPeak(server.pid);
	const file = path.join(folder, 'errors.csv');
	const shell: number[] = [];
	const http: number[] = [];
	const product: ProductRun[] = [];
	for (let run = 0; run < runs; run++) {
		/* eslint-disable no-await-in-loop -- one after the other, in turns, so that a busy machine is busy for all */
		shell.push(await byShell(ledger, path.join(folder, 'shell.csv')) ?? NaN);
		http.push(await byHttp(server.url, path.join(folder, 'http.csv')));
		product.push(await byProduct(server.url, file));
		/* eslint-enable no-await-in-loop */
	}

	const serverMemory = await peakOf(server.pid) - idle;
	const clientMemory = Math.max(...product.map(({memory}) => memory));
	const rate = (times: readonly number[]) => rows / median(times) * 1000;
	const productTimes = product.map(({ms}) => ms);
	const ratio = rate(productTimes) / rate(shell);
	const httpRatio = rate(http) / rate(shell);
	return [
		{name: 'sqlite3 -csv, rows a second', value: rateText(rate(shell))},
		{name: 'HTTP into a file, rows a second', value: rateText(rate(http))},
		{name: '  / sqlite3 -csv', value: `${httpRatio.toFixed(2)}×`, target: atLeast(httpRatio, 0.4, '×')},
		{name: 'the product\'s exporter, rows a second', value: rateText(rate(productTimes))},
		{name: '  / sqlite3 -csv', value: `${ratio.toFixed(2)}×`, target: atLeast(ratio, 0.4, '×')},
		{name: '  records that it counted', value: String(product.at(-1)?.records), target: {text: String(rows), isMet: product.every(({records}) => records === rows)}},
		{name: '  its memory above idle, peak', value: `${clientMemory.toFixed(0)} MiB`, target: atMost(clientMemory, mostMemory, ' MiB')},
		{name: '  the server\'s', value: `${serverMemory.toFixed(0)} MiB`, target: atMost(serverMemory, mostMemory, ' MiB')},
		...await measureReadBack(file, ledger),
	];
}

/** NaN: this machine has no sqlite3. */
const rateText = (rate: number): string => Number.isNaN(rate) ? 'there is no sqlite3' : Math.round(rate).toLocaleString('en');
