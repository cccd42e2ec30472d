/** What does it cost to watch a Heroku Connect with two million changes in its trigger log and archive? Asked of the backend, as the server asks it. */
import {readFile} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import type {Mapping} from '../source/backends/tables/mapping.ts';
import {openTables, type Tables} from '../source/backends/tables/open-tables.ts';
import {presetNamed} from '../source/backends/tables/presets/presets.ts';
import {openPostgres} from '../source/databases/postgres.ts';
import {startCluster} from '../test/helpers/postgres/cluster.ts'; // eslint-disable-line node-test/no-import-test-files -- it holds no test
import {
	atMost, median, percentile, type Bench, type Figure,
} from './figures.ts';
import {fillSql} from './heroku-connect-data.ts';

/** ms. */
const limits = {status: 50, lastHour: 100};

export const herokuConnect: Bench = {
	defaultRuns: 20,
	defaultRows: 2_000_000,
	async measure(_program, runs, rows) {
		await using cluster = await startCluster({shared_buffers: '256MB', max_wal_size: '4GB'});
		const database = openPostgres({url: cluster.url('postgres'), max: 1});
		try {
			await database.query(await readFile('test/backends/tables/presets/fixtures/heroku-connect.sql', 'utf8'));
			await database.query(fillSql(rows));
			// As autovacuum leaves tables that run for weeks.
			await database.query('VACUUM ANALYZE');
			const mapping = presetNamed('heroku-connect').mapping();
			const bare = await timesOf(runs, cluster.url('postgres'), mapping, lastHour);
			for (const {statement} of mapping.indexes ?? []) {
				await database.query(statement); // eslint-disable-line no-await-in-loop -- one after the other
			}

			const status = await timesOf(runs, cluster.url('postgres'), mapping, async ({status}) => status());
			const hour = await timesOf(runs, cluster.url('postgres'), mapping, lastHour);
			return [
				figure(`status, ${rows} changes, p50 · p95`, status, limits.status),
				figure('last hour, with the documented index, p50 · p95', hour, limits.lastHour),
				figure('  without it', bare),
			];
		} finally {
			await database.close();
		}
	},
};

async function lastHour({throughput}: Tables): Promise<unknown> {
	const hour = 3_600_000;
	const to = Math.floor(Date.now() / hour) * hour;
	return throughput?.({from: to - hour, to, resolution: 'PT1H'});
}

/** ms for which the backend gives the same answer to all who ask. */
const shared = 1000;

/** ms of each run, after one that isn't counted, as it looks for what doesn't change by the minute, too. */
async function timesOf(runs: number, url: string, mapping: Mapping, ask: (tables: Tables) => Promise<unknown>): Promise<number[]> {
	const tables = await openTables({database: {kind: 'postgres', url}, mapping});
	try {
		await ask(tables);
		const times: number[] = [];
		for (let run = 0; run < runs; run++) {
			/* eslint-disable no-await-in-loop -- one after the other */
			await wait(shared + 50);
			const startedAt = performance.now();
			await ask(tables);
			times.push(performance.now() - startedAt);
			/* eslint-enable no-await-in-loop */
		}

		return times;
	} finally {
		await tables.close();
	}
}

function figure(name: string, times: readonly number[], limit?: number): Figure {
	const value = `${median(times).toFixed(1)} · ${percentile(times, 0.95).toFixed(1)} ms`;
	return {name, value, ...(limit !== undefined && {target: atMost(median(times), limit, ' ms')})};
}
