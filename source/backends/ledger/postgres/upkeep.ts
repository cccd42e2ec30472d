/**
Upkeep: what one server at a time does about partitions. A table is locked for it, and whoever asks meanwhile stands behind the one who waits for the lock; so
nobody waits long. Where somebody reads on and on (an export), it is put off.
*/
import type {PostgresClient} from '../../../databases/postgres.ts';
import type {Write} from './act-on-errors.ts';
import {dayOf, makePartitions, parted, type Parted} from './partitions.ts';
import {sqlStateOf} from './sql-state.ts';

/** Not that of migrations: a server that starts doesn't wait for a day that leaves. */
const upkeepLock = 7_219_044_182;

/** ms that all others may have to wait, too. */
const patience = 200;

const lockNotAvailable = '55P03';

/** Undefined where now isn't the time: another server is at it, or a lock isn't to be had soon. Nothing is done then. */
export async function upkeep<Answer>(write: Write, body: (client: PostgresClient) => Promise<Answer>): Promise<Answer | undefined> {
	try {
		return await write(async client => {
			const [lock] = await client.query('SELECT pg_try_advisory_xact_lock($1) AS is_ours', [upkeepLock]);
			return lock?.is_ours === true ? body(client) : undefined;
		});
	} catch (error) {
		if (sqlStateOf(error) === lockNotAvailable) {
			return undefined;
		}

		throw error;
	}
}

/** From here on, the transaction waits for no lock longer than others may have to. */
export async function waitBriefly(client: PostgresClient): Promise<void> {
	await client.query(`SET LOCAL lock_timeout = ${patience}`);
}

/** Makes the partitions of the days to come, once a day; whether or not anything is ever forgotten. `clock` in ms UTC. */
export function createPartitioner(write: Write, clock: () => number): () => Promise<void> {
	let doneOn: number | undefined;
	return async () => {
		const now = clock();
		if (doneOn === dayOf(now)) {
			return;
		}

		let isDone = true;
		for (const table of Object.keys(parted) as Parted[]) {
			// eslint-disable-next-line no-await-in-loop -- one table at a time: what can't be locked holds up no other
			isDone = await upkeep(write, async client => makeBriefly(client, table, now)) === true && isDone;
		}

		doneOn = isDone ? dayOf(now) : undefined;
	};
}

async function makeBriefly(client: PostgresClient, table: Parted, now: number): Promise<true> {
	await waitBriefly(client);
	await makePartitions(client, table, now);
	return true;
}
