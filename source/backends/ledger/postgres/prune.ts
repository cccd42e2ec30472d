/** Retention: days that are too old leave as whole partitions; what lies in the default partition (of days that had none) a few rows at a time. */
import type {PostgresClient, Row} from '../../../databases/postgres.ts';
import {numberOf, textOf} from '../columns.ts';
import type {Write} from './act-on-errors.ts';
import {listPartitions, type Parted, type Partition} from './partitions.ts';
import {sql} from './sql.ts';
import {createTally} from './tally.ts';
import {upkeep, waitBriefly} from './upkeep.ts';

export type PruneOptions = {
	/** ms UTC: what occurred or ended before is forgotten; partitions only once all of their day is older. */
	readonly before: number;
	/** Rows of the default partitions. */
	readonly limit: number;
};

/** ms for a statement about a whole day, which nobody waits for. */
const dayTimeout = 600_000;

/** Drops one day, or forgets `limit` rows of the default partitions. Returns `limit` where there may be more to do, and 0 where now isn't the time. */
export async function prune(write: Write, {before, limit}: PruneOptions): Promise<number> {
	const steps = [
		async () => upkeep(write, async client => dropDay(client, 'ended_change', before)),
		async () => upkeep(write, async client => dropDay(client, 'earlier_failure', before)),
		async () => dropErrors(write, before),
	];
	for (const step of steps) {
		const isDone = await step(); // eslint-disable-line no-await-in-loop -- one day at a time
		if (isDone !== false) {
			return isDone === true ? limit : 0;
		}
	}

	return await upkeep(write, async client => pruneDefaults(client, before, limit)) ?? 0;
}

/** The earliest day that is wholly older. */
async function firstOf(client: PostgresClient, table: Parted, before: number): Promise<Partition | undefined> {
	const partitions = await listPartitions(client, table);
	return partitions.find(({to}) => to <= before);
}

/** False: there is none. */
async function dropDay(client: PostgresClient, table: Parted, before: number): Promise<boolean> {
	const old = await firstOf(client, table, before);
	if (old !== undefined) {
		await waitBriefly(client);
		await client.query(`DROP TABLE ${old.name}`);
	}

	return old !== undefined;
}

/** False: there is no such day. Whether it could be locked at the end is tried first, as what is done until then would be for nothing. */
async function dropErrors(write: Write, before: number): Promise<boolean | undefined> {
	const canDrop = await upkeep(write, async client => {
		const old = await firstOf(client, 'error', before);
		if (old !== undefined) {
			await waitBriefly(client);
			await client.query('LOCK TABLE error IN ACCESS EXCLUSIVE MODE');
		}

		return old !== undefined;
	});
	return canDrop === true ? upkeep(write, async client => dropErrorsOf(client, await firstOf(client, 'error', before))) : canDrop;
}

/**
What takes long comes first, while everybody reads and reports on: only results of the very changes that leave wait, and then find them gone. Then nobody may
write to that day any more, so that what is counted is what leaves; at last it is taken off. What is being retried stays: its rows go to the default partition.
*/
async function dropErrorsOf(client: PostgresClient, day: Partition | undefined): Promise<boolean> {
	if (day === undefined) {
		return false;
	}

	const {name, from, to} = day;
	await client.query(`SET LOCAL statement_timeout = ${dayTimeout}`);
	await client.run(sql('forget-day'), [from, to]);
	await waitBriefly(client);
	await client.query(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`);
	// Those that failed since.
	await client.run(sql('forget-day'), [from, to]);
	const counts = await client.query(sql('count-day', {partition: name}));
	await client.query(`ALTER TABLE error DETACH PARTITION ${name}`);
	await client.run(`INSERT INTO error SELECT * FROM ${name} WHERE state = 'retrying'`);
	await client.query(`DROP TABLE ${name}`);
	await uncount(client, counts);
	return true;
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
	const failures = await client.run(sql('forget-old-failures'), [before, limit]);
	const old = await client.query('SELECT change_id FROM error_default WHERE occurred_at < $1 AND state <> \'retrying\' LIMIT $2', [before, limit]);
	const ids = old.map(row => textOf(row, 'change_id'));
	if (ids.length > 0) {
		// Locked first, as in every other batch: then nobody moves their errors.
		await client.query('SELECT id FROM change WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', [ids]);
		const gone = await client.query(sql('forget-old-errors'), [ids, before]);
		await client.run('DELETE FROM earlier_failure WHERE error_id = ANY($1::bigint[])', [gone.map(row => numberOf(row, 'error_id'))]);
		await client.run('DELETE FROM change WHERE id = ANY($1::text[]) AND state <> \'pending\'', [gone.map(row => textOf(row, 'change_id'))]);
		await uncount(client, gone.filter(({state}) => state === 'open').map(row => ({...row, count: 1})));
	}

	return Math.max(ended, failures, ids.length);
}
