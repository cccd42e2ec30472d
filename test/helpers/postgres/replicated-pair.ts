/** A publisher and a subscriber that really replicate, each a PostgreSQL of its own. */
import assert from 'node:assert/strict';
import path from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {Client} from 'pg';
import type {Row} from '../../../source/databases/postgres.ts';
import {startCluster, type Cluster} from './cluster.ts';

export type Side = {
	readonly cluster: Cluster;
	/** Of a superuser. */
	readonly url: string;
	sql(text: string, values?: unknown[]): Promise<Row[]>;
};

export type ReplicatedPair = AsyncDisposable & {
	readonly publisher: Side;
	readonly subscriber: Side;
	/** The folder of the subscriber's log in JSON. */
	readonly log: string;
};

/** Tables `lead (id, name)` and `contact (id, at, name)` on both; no publication and no subscription yet. A worker that failed is tried again after 100 ms. */
export async function startReplicatedPair(): Promise<ReplicatedPair> {
	const clusters = await Promise.all([
		startCluster({wal_level: 'logical'}),
		startCluster({logging_collector: 'on', log_destination: 'jsonlog', log_directory: 'log', log_timezone: 'Asia/Kathmandu', log_file_mode: '0644', wal_retrieve_retry_interval: '100ms'}),
	]);
	const [publisher, subscriber] = await Promise.all([side(clusters[0]), side(clusters[1])]);
	const tables = 'CREATE TABLE lead (id int PRIMARY KEY, name text); CREATE TABLE contact (id int, at text, name text, PRIMARY KEY (id, at))';
	await Promise.all([publisher.sql(tables), subscriber.sql(tables)]);
	return {
		publisher, subscriber, log: path.join(clusters[1].folder, 'log'),
		async [Symbol.asyncDispose]() {
			await Promise.all([publisher.close(), subscriber.close()]);
			await Promise.all(clusters.map(async cluster => cluster[Symbol.asyncDispose]()));
		},
	};
}

async function side(cluster: Cluster): Promise<Side & {close(): Promise<void>}> {
	const url = cluster.url('postgres');
	const client = new Client({connectionString: url});
	// A test may end its server.
	client.on('error', () => undefined);
	await client.connect();
	return {
		cluster,
		url,
		async sql(text, values) {
			const answer: unknown = values === undefined ? await client.query(text) : await client.query(text, values);
			const [last] = [answer].flat().slice(-1) as Array<{rows: Row[]}>;
			return last?.rows ?? [];
		},
		close: async () => client.end(),
	};
}

/** Asks until it holds, for 20 s at most: replication has no event that says when. Rejects with what it got last. */
export async function until<Answer>(ask: () => Promise<Answer>, holds: (answer: Answer) => boolean): Promise<Answer> {
	const deadline = Date.now() + 20_000;
	for (;;) {
		const answer = await ask(); // eslint-disable-line no-await-in-loop -- one after the other
		if (holds(answer)) {
			return answer;
		}

		assert.ok(Date.now() < deadline, `it did not come to hold: ${JSON.stringify(answer)}`);
		await wait(50); // eslint-disable-line no-await-in-loop -- one after the other
	}
}
