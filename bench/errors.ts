/** How fast are search, counts and the screen of Sync Errors on very many errors? */
import {createClient} from './errors-client.ts';
import {ledgerOf} from './errors-ledger.ts';
import {measurePages, measureSorts} from './errors-pages.ts';
import {measureKeys, measureMemory} from './errors-screen.ts';
import {measureBytes, measureLike} from './errors-table.ts';
import {measureTotals} from './errors-totals.ts';
import type {Bench} from './figures.ts';
import {needLinux} from './memory.ts';
import {startServe} from './serve.ts';

/** With how many a dashboard's memory is compared. */
const fewErrors = 1000;

export const errors: Bench = {
	defaultRuns: 10,
	defaultRows: 1_000_000,
	async measure(program, runs, rows) {
		needLinux('errors');
		const {file, end, rate} = await ledgerOf(rows);
		await using server = await startServe(program, file);
		using client = createClient(server.url);
		const {file: fewFile} = await ledgerOf(fewErrors);
		await using few = await startServe(program, fewFile);
		using fewClient = createClient(few.url);
		return [
			...(rate === undefined ? [] : [{name: 'errors a second, taken in', value: rate.toFixed(0)}]),
			...measureBytes(file, rows),
			...await measurePages(client, runs, end),
			...await measureLike(client, file, Math.min(5, runs)),
			...await measureSorts(client, Math.min(3, runs)),
			...await measureTotals(client, server.url, Math.min(3, runs)),
			...await measureKeys(program, server.url, client),
			...await measureMemory(program, {url: server.url, client}, {url: few.url, client: fewClient}, Math.min(5, runs)),
		];
	},
};
