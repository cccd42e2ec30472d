import type {Accepted, HistoryBucket} from '../../../contract/ingest.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {addObjects} from './add-changes.ts';
import {checkLength, maxNameLength} from './check-length.ts';
import {sql} from './sql.ts';
import {stored} from './stored-text.ts';
import {columns} from './tally.ts';

/** Sets quarter hours; of two for the same one, the last stands. */
export async function setHistory(client: PostgresClient, told: readonly HistoryBucket[]): Promise<Accepted> {
	for (const [place, {object}] of told.entries()) {
		checkLength(`the object of quarter hour ${place + 1}`, object, maxNameLength);
	}

	const rows = told.map(({object, start, synced, failed}) => ({object: stored(object), start: Date.parse(start), synced, failed}));
	// By what is kept: the same moment can be written in many ways.
	const buckets = new Map(rows.map(row => [JSON.stringify([row.start, row.object]), row])).values().toArray();
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
