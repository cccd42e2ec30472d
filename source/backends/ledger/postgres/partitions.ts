/** Days as partitions, where the database has them: what is too old leaves as a whole. */
import type {PostgresClient} from '../../../databases/postgres.ts';

export const day = 86_400_000;

/** The tables that are parted by day, and by which column. */
export const parted = {error: 'occurred_at', earlier_failure: 'at', ended_change: 'day'} as const;
export type Parted = keyof typeof parted;

/** Days that partitions are made for ahead of time: a server that is down for less finds a place for what comes. */
const ahead = 3;

/** The beginning of the day (UTC) that a moment falls in; both ms UTC. */
export function dayOf(ms: number): number {
	return Math.floor(ms / day) * day;
}

/** Like `error_20261122`. */
function nameOf(table: Parted, start: number): string {
	return `${table}_${new Date(start).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** Makes the partitions of `now` (ms UTC) and the days to come. A day of which rows are in the default partition already stays there. */
export async function makePartitions(client: PostgresClient, table: Parted, now: number): Promise<void> {
	const partitions = await listPartitions(client, table);
	const known = new Set(partitions.map(({from}) => from));
	const days = Array.from({length: ahead}, (_, index) => dayOf(now) + index * day).filter(start => !known.has(start));
	for (const start of days) {
		await makePartition(client, table, start); // eslint-disable-line no-await-in-loop -- statements of one connection
	}
}

async function makePartition(client: PostgresClient, table: Parted, from: number): Promise<void> {
	const to = from + day;
	const [taken] = await client.query(`SELECT 1 FROM ${table}_default WHERE ${parted[table]} >= ${from} AND ${parted[table]} < ${to} LIMIT 1`);
	if (taken === undefined) {
		await client.query(`CREATE TABLE IF NOT EXISTS ${nameOf(table, from)} PARTITION OF ${table} FOR VALUES FROM (${from}) TO (${to})`);
	}
}

export type Partition = {
	readonly name: string;
	/** ms UTC. */
	readonly from: number;
	readonly to: number;
};

/** Those of days, the earliest first; empty where the table isn't parted. */
export async function listPartitions(client: Pick<PostgresClient, 'query'>, table: Parted): Promise<Partition[]> {
	const rows = await client.query(`
		SELECT child.relname AS name
		FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
		WHERE inhparent = to_regclass($1)`, [table]);
	return rows.flatMap(({name}) => {
		const digits = /_(?<digits>\d{8})$/v.exec(String(name))?.groups?.digits;
		if (digits === undefined) {
			return [];
		}

		const from = Date.parse(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
		return [{name: String(name), from, to: from + day}];
	}).toSorted((a, b) => a.from - b.from);
}
