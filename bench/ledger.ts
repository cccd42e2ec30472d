/** What does it cost that an acknowledged batch is on the disk (synchronous=FULL) rather than on its way there (NORMAL)? */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createIngest} from '../source/backends/ledger/ingest.ts';
import {openDatabase} from '../source/backends/ledger/open-database.ts';
import {wrapDatabase} from '../source/backends/ledger/database.ts';
import {median, percentile, type Bench, type Figure} from './figures.ts';

type Policy = 'FULL' | 'NORMAL';

/** Changes of a batch, and how many batches make a run: enough for SQLite to empty its log a few times. */
const sizes = [{changes: 1, batches: 1000}, {changes: 100, batches: 100}, {changes: 1000, batches: 20}];

export const ledgerWrites: Bench = {
	defaultRuns: 5,
	async measure(_program, runs) {
		const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-bench-'));
		try {
			const figures: Figure[] = [];
			for (const size of sizes) {
				figures.push(...await compare(folder, size, runs)); // eslint-disable-line no-await-in-loop -- nothing else while it is measured
			}

			return figures;
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	},
};

/** In turns, so that a busy machine is busy for both. */
async function compare(folder: string, {changes, batches}: {changes: number; batches: number}, runs: number): Promise<Figure[]> {
	const times: Readonly<Record<Policy, number[]>> = {FULL: [], NORMAL: []};
	for (let run = 0; run < runs; run++) {
		for (const policy of ['FULL', 'NORMAL'] as const) {
			const file = path.join(folder, `${changes}-${run}-${policy}.db`);
			times[policy].push(...await timesOf(file, policy, {changes, batches})); // eslint-disable-line no-await-in-loop -- one after the other
		}
	}

	const perSecond = (policy: Policy) => 1000 * times[policy].length / times[policy].reduce((total, ms) => total + ms, 0);
	const [full, normal] = [perSecond('FULL'), perSecond('NORMAL')];
	const text = (policy: Policy) => `${median(times[policy]).toFixed(2)} · ${percentile(times[policy], 0.99).toFixed(2)} ms`;
	return [
		{name: `batches of ${changes}, acknowledged a second: FULL`, value: full.toFixed(0)},
		{name: '  NORMAL', value: normal.toFixed(0)},
		{name: '  FULL / NORMAL', value: `${(full / normal).toFixed(2)}×`},
		{name: '  a batch, p50 · p99: FULL', value: text('FULL')},
		{name: '  NORMAL', value: text('NORMAL')},
	];
}

/** ms of each batch, one after the other, into a new ledger. */
async function timesOf(file: string, policy: Policy, {changes, batches}: {changes: number; batches: number}): Promise<number[]> {
	const connection = openDatabase(file, Date.now());
	connection.exec(policy === 'FULL' ? 'PRAGMA synchronous = FULL' : 'PRAGMA synchronous = NORMAL');
	const {changes: report} = createIngest(wrapDatabase(connection), Date.now);
	const times: number[] = [];
	for (let batch = 0; batch < batches; batch++) {
		const changedAt = new Date().toISOString();
		const items = Array.from({length: changes}, (_, index) => ({
			id: `${batch}-${index}`, object: 'lead', recordId: `L-${index}`, recordName: 'Ana Pérez', operation: 'update', direction: 'inbound' as const, changedAt,
		}));
		const startedAt = performance.now();
		await report(items); // eslint-disable-line no-await-in-loop -- one batch after the other, as an engine would
		times.push(performance.now() - startedAt);
	}

	connection.close();
	return times;
}
