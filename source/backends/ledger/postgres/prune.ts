/** Retention: days that are too old leave as whole partitions; what lies in the default partition (of days that had none) a few rows at a time. */
import type {PostgresClient, Row} from '../../../databases/postgres.ts';
import {numberOf, textOf} from '../columns.ts';
import type {Write} from './act-on-errors.ts';
import {ledgerLock} from './migrate.ts';
import {
	listPartitions, makePartitions, type Parted, type Partition,
} from './partitions.ts';
import {sql} from './sql.ts';
import {createTally} from './tally.ts';

export type PruneOptions = {
	/** ms UTC: what occurred or ended before is forgotten; partitions only once all of their day is older. */
	readonly before: number;
	/** Rows of the default partitions. */
	readonly limit: number;
	/** ms UTC. */
	readonly now: number;
};

/**
Makes the partitions of the days to come, and drops one day, or forgets `limit` rows of the default partition. Returns `limit` where there may be more
to do, and 0 where another server is at it.
*/
export async function prune(write: Write, {before, limit, now}: PruneOptions): Promise<number> {
	return write(async client => {
		const [lock] = await client.query('SELECT pg_try_advisory_xact_lock($1) AS is_ours', [ledgerLock]);
		if (lock?.is_ours !== true) {
			return 0;
		}

		await makePartitions(client, now);
		for (const table of ['ended_change', 'earlier_failure'] as const) {
			const old = await firstOf(client, table, before); // eslint-disable-line no-await-in-loop -- statements of one connection
			if (old !== undefined) {
				await client.query(`DROP TABLE ${old.name}`); // eslint-disable-line no-await-in-loop -- one day at a time
				return limit;
			}
		}

		const old = await firstOf(client, 'error', before);
		if (old !== undefined) {
			await dropErrors(client, old);
			return limit;
		}

		return pruneDefaults(client, before, limit);
	});
}

/** The earliest day that is wholly older. */
async function firstOf(client: PostgresClient, table: Parted, before: number): Promise<Partition | undefined> {
	const partitions = await listPartitions(client, table);
	return partitions.find(({to}) => to <= before);
}

/** What is being retried stays: its rows go to the default partition. */
async function dropErrors(client: PostgresClient, {name, from, to}: Partition): Promise<void> {
	await client.query(`ALTER TABLE error DETACH PARTITION ${name}`);
	await client.run(`INSERT INTO error SELECT * FROM ${name} WHERE state = 'retrying'`);
	await uncount(client, await client.query(`
		SELECT object, operation, direction, cause_id, count(*) AS count FROM ${name} WHERE state = 'open' GROUP BY object, operation, direction, cause_id`));
	await client.run('DELETE FROM change WHERE error_at >= $1 AND error_at < $2 AND state <> \'pending\'', [from, to]);
	await client.query(`DROP TABLE ${name}`);
}

/** Takes open errors off the counts of objects and causes. */
async function uncount(client: PostgresClient, counts: readonly Row[]): Promise<void> {
	const tally = createTally();
	for (const row of counts) {
		tally.count({object: textOf(row, 'object'), operation: textOf(row, 'operation'), direction: textOf(row, 'direction')}, 'failed', -numberOf(row, 'count'));
		tally.countCause(numberOf(row, 'cause_id'), -numberOf(row, 'count'));
	}

	await tally.write(client);
}

async function pruneDefaults(client: PostgresClient, before: number, limit: number): Promise<number> {
	const ended = await client.run('DELETE FROM ended_change WHERE (id, day) IN (SELECT id, day FROM ended_change_default WHERE day < $1 LIMIT $2)', [before, limit]);
	const old = await client.query('SELECT change_id FROM error_default WHERE occurred_at < $1 AND state <> \'retrying\' LIMIT $2', [before, limit]);
	const ids = old.map(row => textOf(row, 'change_id'));
	if (ids.length > 0) {
		// Locked first, as in every other batch: then nobody moves their errors.
		await client.query('SELECT id FROM change WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', [ids]);
		const gone = await client.query(sql('forget-old-errors'), [ids, before]);
		await uncount(client, gone.filter(({state}) => state === 'open').map(row => ({...row, count: 1})));
		await client.run('DELETE FROM earlier_failure WHERE error_id = ANY($1::bigint[])', [gone.map(row => numberOf(row, 'error_id'))]);
		await client.run('DELETE FROM change WHERE id = ANY($1::text[]) AND state <> \'pending\'', [gone.map(row => textOf(row, 'change_id'))]);
	}

	return Math.max(ended, ids.length);
}
