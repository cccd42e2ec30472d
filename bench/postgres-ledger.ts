/**
The ledger on PostgreSQL: what its ingest costs beside a plain multi-row INSERT of the same rows into a bare table on the same server, and whether a status
takes longer with millions of changes waiting than with thousands.
*/
import {randomUUID} from 'node:crypto';
import {openPostgresLedger} from '../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {LocalLedger} from '../source/backends/ledger/ledger.ts';
import type {Change} from '../source/contract/ingest.ts';
import {openPostgres, type Postgres} from '../source/databases/postgres.ts';
import {createHandler} from '../source/server/handle.ts';
import {listen} from '../source/server/listen.ts';
import {startCluster} from '../test/helpers/postgres/cluster.ts'; // eslint-disable-line node-test/no-import-test-files -- it holds no test
import {atLeast, atMost, median, percentile, type Bench, type Figure} from './figures.ts';

/** As people run it: what is acknowledged is on the disk. */
const settings = {fsync: 'on', full_page_writes: 'on', autovacuum: 'on', shared_buffers: '512MB', max_wal_size: '4GB'};
const sizes = [100, 1000];
const batches = 20;
const few = 10_000;
const warmUp = 20;
const statusQuestions = 200;

export const postgresLedger: Bench = {
	defaultRuns: 5,
	defaultRows: 10_000_000,
	async measure(_program, runs, rows) {
		await using cluster = await startCluster(settings);
		const postgres = openPostgres({url: cluster.url('postgres')});
		const ledger = await openPostgresLedger({postgres: {url: cluster.url('postgres')}});
		try {
			const figures: Figure[] = [];
			await postgres.query('CREATE TABLE bare (id text COLLATE "C" PRIMARY KEY, object text, operation text, direction text, record_id text, record_name text, changed_at bigint, url text)');
			for (const size of sizes) {
				figures.push(...await compareIngest(ledger, postgres, size, runs)); // eslint-disable-line no-await-in-loop -- nothing else while it is measured
			}

			figures.push(await wholeLife(ledger, runs));
			return [...figures, ...await compareStatus(ledger, postgres, rows)];
		} finally {
			await ledger.close();
			await postgres.close();
		}
	},
};

/** By turns, so that a busy machine is busy for both. */
async function compareIngest({ingest}: LocalLedger, postgres: Postgres, size: number, runs: number): Promise<Figure[]> {
	const times = {ledger: [] as number[], plain: [] as number[]};
	for (let run = 0; run <= runs; run++) {
		const taken = {ledger: 0, plain: 0};
		for (let batch = 0; batch < batches; batch++) {
			/* eslint-disable no-await-in-loop -- one after the other */
			const changes = Array.from({length: size}, (_, index) => changeOf(index));
			taken.ledger += await timed(async () => ingest.changes(changes));
			taken.plain += await timed(async () => insertPlainly(postgres, changes));
			/* eslint-enable no-await-in-loop */
		}

		times.ledger.push(taken.ledger);
		times.plain.push(taken.plain);
	}

	// The first run warms caches and compiles.
	const [plain, ledger] = [median(times.plain.slice(1)), median(times.ledger.slice(1))];
	const rate = (ms: number) => Math.round(size * batches / ms * 1000).toLocaleString('en');
	const ratio = plain / ledger;
	return [
		{name: `plain INSERT of ${size} rows`, value: `${rate(plain)} rows/s`},
		{name: `ledger, batches of ${size} changes`, value: `${rate(ledger)} changes/s, ${ratio.toFixed(2)}×`, ...(size === 1000 && {target: atLeast(ratio, 0.5, '×')})},
	];
}

/** Reported, and synced a moment later; one in two hundred fails. */
async function wholeLife({ingest}: LocalLedger, runs: number): Promise<Figure> {
	const size = 1000;
	const times: number[] = [];
	for (let batch = 0; batch < runs * batches; batch++) {
		const changes = Array.from({length: size}, (_, index) => changeOf(index));
		// eslint-disable-next-line no-await-in-loop -- one after the other
		times.push(await timed(async () => {
			await ingest.changes(changes);
			const at = new Date().toISOString();
			await ingest.results(changes.map(({id}, index) => index % 200 === 0 ? {id, outcome: 'failed', at, code: '1007', message: `Multiple leads match ${id}`} : {id, outcome: 'synced', at}));
		}));
	}

	return {name: `ledger, changes and their results, batches of ${size}`, value: `${Math.round(size / median(times) * 1000).toLocaleString('en')} changes/s`};
}

async function insertPlainly(postgres: Postgres, changes: readonly Change[]): Promise<void> {
	const values = changes.flatMap(({id, object, operation, direction, recordId, recordName, changedAt, url}) =>
		[id, object, operation, direction, recordId, recordName, Date.parse(changedAt), url ?? null]);
	const rows = changes.map((_, row) => `(${Array.from({length: 8}, (_value, column) => `$${row * 8 + column + 1}`).join(', ')})`);
	await postgres.run(`INSERT INTO bare VALUES ${rows.join(', ')}`, values);
}

/** Through the server, as a dashboard asks: uncompressed, over a connection that is kept. */
async function compareStatus(ledger: LocalLedger, postgres: Postgres, rows: number): Promise<Figure[]> {
	await clear(postgres);
	await fill(postgres, 0, few);
	const server = await listen(createHandler(ledger), {host: '127.0.0.1', port: 0});
	try {
		const small = await askStatus(server.url);
		await fill(postgres, few, rows);
		const large = await askStatus(server.url);
		const ratio = median(large) / median(small);
		const text = (times: readonly number[]) => `p50 ${median(times).toFixed(2)} · p95 ${percentile(times, 0.95).toFixed(2)} ms`;
		return [
			{name: `GET /v1/status, ${few.toLocaleString('en')} pending`, value: text(small)},
			{name: `GET /v1/status, ${rows.toLocaleString('en')} pending`, value: `${text(large)}, ${ratio.toFixed(2)}×`, target: atMost(ratio, 1.3, '×')},
			{name: 'on the disk, a pending change', value: `${await bytesPerChange(postgres, rows)} bytes with its indexes`},
		];
	} finally {
		await server.close();
	}
}

async function clear(postgres: Postgres): Promise<void> {
	await postgres.query('TRUNCATE change, counter, object');
	await postgres.query('INSERT INTO object (name) SELECT \'object\' || n FROM generate_series(0, 8) AS n');
}

/** As the ledger would have them after as many reports; nine objects, two operations, two directions. */
async function fill(postgres: Postgres, from: number, to: number): Promise<void> {
	await postgres.query(`
		INSERT INTO change (id, seq, object, operation, direction, record_id, record_name, changed_at)
		SELECT 'f' || n, n, 'object' || n % 9, CASE WHEN n % 2 = 0 THEN 'insert' ELSE 'update' END, CASE WHEN n % 3 = 0 THEN 'inbound' ELSE 'outbound' END,
			'L-' || n, 'Record ' || n, 1795348000000 + (n * 7919) % 600000000
		FROM generate_series(${from}::bigint, ${to - 1}::bigint) AS n`);
	await postgres.query('TRUNCATE counter');
	await postgres.query('INSERT INTO counter SELECT object, operation, direction, 0, count(*), 0 FROM change GROUP BY 1, 2, 3');
	await postgres.query('VACUUM ANALYZE change');
	await postgres.query('CHECKPOINT');
}

async function askStatus(url: string): Promise<number[]> {
	const times: number[] = [];
	for (let question = 0; question < warmUp + statusQuestions; question++) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		times.push(await timed(async () => {
			const response = await fetch(`${url}/v1/status`);
			await response.arrayBuffer();
			if (response.status !== 200) {
				throw new Error(`the status was answered with ${response.status}`);
			}
		}));
	}

	return times.slice(warmUp);
}

async function bytesPerChange(postgres: Postgres, rows: number): Promise<number> {
	const [size] = await postgres.query('SELECT pg_total_relation_size(\'change\') AS bytes');
	return Math.round(Number(size?.bytes) / rows);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await work();
	return performance.now() - from;
}

function changeOf(index: number): Change {
	return {
		id: randomUUID(), object: `object${index % 9}`, recordId: `L-${index}`, recordName: `Record ${index}`, operation: index % 2 === 0 ? 'insert' : 'update',
		direction: index % 3 === 0 ? 'inbound' : 'outbound', changedAt: new Date().toISOString(),
	};
}
