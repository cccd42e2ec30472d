/** What does it cost to watch a Heroku Connect with two million changes in its trigger log and archive? The questions are asked as the dashboard has them asked. */
import {readFile} from 'node:fs/promises';
import type {Mapping} from '../source/backends/tables/mapping.ts';
import {presetNamed} from '../source/backends/tables/presets/presets.ts';
import {openPostgres, type Postgres} from '../source/databases/postgres.ts';
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
			const bare = await timesOf(runs, async () => lastHour(database, mapping));
			for (const {statement} of mapping.indexes ?? []) {
				await database.query(statement); // eslint-disable-line no-await-in-loop -- one after the other
			}

			const status = await timesOf(runs, async () => statusOf(database, mapping));
			const hour = await timesOf(runs, async () => lastHour(database, mapping));
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

async function statusOf(database: Postgres, {parts}: Mapping): Promise<void> {
	await database.query(`
		SELECT groups.*, record.record_id, record.record_name
		FROM (SELECT object, operation, count(*), min(changed_at) AS oldest FROM (${parts?.pending}) AS change_row GROUP BY object, operation) AS groups
		CROSS JOIN LATERAL (
			SELECT record_id, record_name FROM (${parts?.pending}) AS change_row
			WHERE object = groups.object AND operation = groups.operation AND changed_at = groups.oldest LIMIT 1
		) AS record
	`);
	await database.query(`SELECT object, count(*) FROM (${parts?.failed}) AS change_row GROUP BY object`);
}

async function lastHour(database: Postgres, {parts}: Mapping): Promise<void> {
	const now = Date.now();
	await database.query(`
		SELECT object, state, date_bin('15 minutes', done_at, 'epoch') AS start, count(*)
		FROM (${parts?.done}) AS change_row WHERE done_at >= $1 AND done_at < $2 GROUP BY object, state, start
	`, [new Date(now - 3_600_000), new Date(now)]);
}

/** ms of each run, after one that isn't counted. */
async function timesOf(runs: number, ask: () => Promise<void>): Promise<number[]> {
	await ask();
	const times: number[] = [];
	for (let run = 0; run < runs; run++) {
		const startedAt = performance.now();
		await ask(); // eslint-disable-line no-await-in-loop -- one after the other
		times.push(performance.now() - startedAt);
	}

	return times;
}

function figure(name: string, times: readonly number[], limit?: number): Figure {
	const value = `${median(times).toFixed(1)} · ${percentile(times, 0.95).toFixed(1)} ms`;
	return {name, value, ...(limit !== undefined && {target: atMost(median(times), limit, ' ms')})};
}
