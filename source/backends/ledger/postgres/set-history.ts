import type {Accepted, HistoryBucket} from '../../../contract/ingest.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {addObjects} from './add-changes.ts';
import {sql} from './sql.ts';
import {stored} from './stored-text.ts';
import {columns} from './tally.ts';

/** Sets quarter hours; of two for the same one, the last stands. */
export async function setHistory(client: PostgresClient, told: readonly HistoryBucket[]): Promise<Accepted> {
	const buckets = new Map(told.map(({object, start, synced, failed}) =>
		[JSON.stringify([start, object]), {object: stored(object), start: Date.parse(start), synced, failed}])).values().toArray();
	if (buckets.length === 0) {
		return {accepted: 0};
	}

	await addObjects(client, buckets.map(({object}) => object));
	// What was counted in any shard counts no more.
	await client.run(sql('forget-buckets'), columns(buckets, ['start', 'object']));
	await client.run(sql('add-to-buckets'), [...columns(buckets, ['start', 'object', 'synced', 'failed']), 0]);
	await client.run(sql('known-from-history'), [String(Math.min(...buckets.map(({start}) => start)))]);
	return {accepted: told.length};
}
