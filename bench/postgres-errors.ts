/** The errors of a ledger on PostgreSQL, as a client on the same machine sees them: a million of thirty days. */
import {openPostgresLedger} from '../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {openPostgres, type Postgres} from '../source/databases/postgres.ts';
import {createHandler} from '../source/server/handle.ts';
import {listen} from '../source/server/listen.ts';
import {startCluster} from '../test/helpers/postgres/cluster.ts'; // eslint-disable-line node-test/no-import-test-files -- it holds no test
import {
	median, percentile, type Bench, type Figure,
} from './figures.ts';

const day = 86_400_000;
const days = 30;
const causes = 40;

const questions: ReadonlyArray<readonly [name: string, place: string]> = [
	['first page', '/v1/errors'],
	['a word that all have', '/v1/errors?q=duplicate'],
	['a word that one has', '/v1/errors?q=l-123456'],
	['a word that all have and one that eleven have', '/v1/errors?q=duplicate&q=l-99999'],
	['a word of two letters that many have', '/v1/errors?q=ey'],
	['a letter that none has', '/v1/errors?q=%C3%A9'],
	['an object', '/v1/errors?object=object3'],
	['the last two hours', '/v1/errors?from=TWO_HOURS_AGO'],
	['sorted by message', '/v1/errors?sort=message'],
	['exact total of a word that all have', '/v1/errors?q=duplicate&total=exact&limit=1'],
	['facets', '/v1/errors/facets'],
	['facets of a word that all have', '/v1/errors/facets?q=duplicate'],
	['causes', '/v1/errors/causes'],
];

export const postgresErrors: Bench = {
	defaultRuns: 9,
	defaultRows: 1_000_000,
	async measure(_program, runs, rows) {
		await using cluster = await startCluster({fsync: 'on', shared_buffers: '512MB', max_wal_size: '4GB'});
		const clock = {now: Date.now() - days * day};
		const ledger = await openPostgresLedger({postgres: {url: cluster.url('postgres')}, clock: () => clock.now});
		const postgres = openPostgres({url: cluster.url('postgres')});
		const server = await listen(createHandler(ledger), {host: '127.0.0.1', port: 0});
		try {
			// As housekeeping makes them, day by day.
			for (; clock.now < Date.now(); clock.now += day) {
				await ledger.tidy(); // eslint-disable-line no-await-in-loop -- one day after the other
			}

			clock.now = Date.now();
			await fill(postgres, rows, clock.now);
			const figures: Figure[] = [];
			for (const [name, place] of questions) {
				// eslint-disable-next-line no-await-in-loop -- nothing else while it is measured
				const times = await timesOf(server.url + place.replace('TWO_HOURS_AGO', () => new Date(clock.now - 7_200_000).toISOString()), runs);
				figures.push({name, value: `p50 ${median(times).toFixed(1)} · max ${percentile(times, 1).toFixed(1)} ms`});
			}

			return [...figures, await exportFigure(server.url, rows), await sizeFigure(postgres, rows)];
		} finally {
			await server.close();
			await postgres.close();
			await ledger.close();
		}
	},
};

/** As the ledger would have them after as many reports. `now` in ms UTC. */
async function fill(postgres: Postgres, rows: number, now: number): Promise<void> {
	const of = (number: string) => `'object' || ${number} % 9 AS object, CASE WHEN ${number} % 2 = 0 THEN 'insert' ELSE 'update' END AS operation,
		CASE WHEN ${number} % 3 = 0 THEN 'inbound' ELSE 'outbound' END AS direction, (1000 + ${number} % 12)::text AS code`;
	await postgres.query('INSERT INTO object (name) SELECT \'object\' || n FROM generate_series(0, 8) AS n');
	await postgres.query(`INSERT INTO cause SELECT n, ${of('n')}, 'Cannot insert duplicate key … of type ' || n FROM generate_series(0, ${causes - 1}) AS n`);
	await postgres.query(`
		INSERT INTO error (
			occurred_at, error_id, change_id, cause_id, object, operation, direction, record_id, record_name, code, message, first_seen_at, attempts, state, search
		)
		SELECT at, n, 'c' || n, cause, object, operation, direction, record_id, record_name, code, message, at, 1, 'open',
			lower(concat_ws(chr(31), record_id, record_name, code, message))
		FROM (
			SELECT n, n % ${causes} AS cause, ${now} - n * ${days * day}::bigint / ${rows} AS at, ${of(`(n % ${causes})`)}, 'L-' || n AS record_id, 'Name ' || md5(n::text) AS record_name,
				'Cannot insert duplicate key ' || n || ' of type ' || n % ${causes} AS message
			FROM generate_series(1::bigint, ${rows}) AS n
		) AS made`);
	await postgres.query('INSERT INTO cause_count SELECT cause_id, 0, count(*) FROM error GROUP BY cause_id');
	await postgres.query('INSERT INTO counter SELECT object, operation, direction, 0, 0, count(*) FROM error GROUP BY object, operation, direction');
	await postgres.query('VACUUM ANALYZE');
}

/** In ms; the first one, which warms caches, doesn't count. */
async function timesOf(url: string, runs: number): Promise<number[]> {
	const times: number[] = [];
	for (let run = 0; run <= runs; run++) {
		/* eslint-disable no-await-in-loop -- one after the other */
		const from = performance.now();
		const response = await fetch(url);
		await response.arrayBuffer();
		times.push(performance.now() - from);
		/* eslint-enable no-await-in-loop */
		if (response.status !== 200) {
			throw new Error(`${url} was answered with ${response.status}`);
		}
	}

	return times.slice(1);
}

async function exportFigure(url: string, rows: number): Promise<Figure> {
	const from = performance.now();
	const response = await fetch(`${url}/v1/errors/export?format=csv`);
	let bytes = 0;
	const {body}: {body: ReadableStream<Uint8Array> | null} = response;
	for await (const piece of body ?? []) {
		bytes += piece.byteLength;
	}

	return {name: 'export as CSV', value: `${Math.round(rows / (performance.now() - from) * 1000).toLocaleString('en')} rows/s, ${(bytes / 1e6).toFixed(0)} MB`};
}

async function sizeFigure(postgres: Postgres, rows: number): Promise<Figure> {
	const [size] = await postgres.query('SELECT sum(pg_total_relation_size(inhrelid)) AS bytes FROM pg_inherits WHERE inhparent = \'error\'::regclass');
	return {name: 'an error on the disk, with its indexes', value: `${Math.round(Number(size?.bytes) / rows)} bytes`};
}
