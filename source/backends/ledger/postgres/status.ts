import type {ThroughputQuery} from '../../../contract/queries.ts';
import type {Status} from '../../../contract/status.ts';
import {resolutions, type Throughput} from '../../../contract/throughput.ts';
import type {Postgres} from '../../../databases/postgres.ts';
import {statusOf} from '../status.ts';
import {throughputOf} from '../throughput.ts';
import {described} from './describe.ts';
import {snapshot} from './snapshot.ts';
import {sql} from './sql.ts';

/** The backlog now, from counters and one index: it takes as long with millions of changes as with ten. `now` in ms UTC. */
export async function readStatus(postgres: Postgres, now: number): Promise<Status> {
	const {sync} = await described(postgres);
	return statusOf(await postgres.query(sql('status')), sync, now);
}

/** `now` in ms UTC. Coverage ends with the running quarter hour, as in every ledger. */
export async function readThroughput(postgres: Postgres, query: ThroughputQuery, now: number): Promise<Throughput> {
	return snapshot(postgres, async client => {
		const rows = await client.query(sql('throughput'), [query.from, query.to, query.object ?? null, resolutions[query.resolution]]);
		const [known] = await client.query('SELECT min(value::bigint) AS since FROM setting WHERE name IN (\'createdAt\', \'historySince\')');
		return throughputOf(rows, query, Number(known?.since), now);
	});
}
