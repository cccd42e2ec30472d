/** Brings a database to the tables that this version knows; several servers may try at once. */
import type {Postgres, PostgresClient} from '../../../databases/postgres.ts';
import {LedgerOpenError} from '../ledger-open-error.ts';
import {makePartitions, parted, type Parted} from './partitions.ts';
import {sql} from './sql.ts';

const version = 1;

/** Any number that nobody else uses: what migrations and housekeeping hold, each in its transaction. */
export const ledgerLock = 7_219_044_181;

export type Prepared = {
	/** Words are found by an index. Otherwise each text has to be read, and only the newest are. */
	readonly hasTrigrams: boolean;
};

/** `now` in ms UTC. Throws a LedgerOpenError where the tables are of a newer version. */
export async function migrate(postgres: Postgres, now: number): Promise<Prepared> {
	await postgres.transaction(async client => {
		await client.query('SELECT pg_advisory_xact_lock($1)', [ledgerLock]);
		await makeTables(client, now);
		await makePartitions(client, now);
	});
	return {hasTrigrams: await makeTrigrams(postgres)};
}

async function makeTables(client: PostgresClient, now: number): Promise<void> {
	const [{setting} = {setting: null}] = await client.query('SELECT to_regclass(\'setting\') AS setting');
	if (setting === null) {
		const by = (table: Parted) => `PARTITION BY RANGE (${parted[table]})`;
		await client.query(sql('schema', {byDay: by('ended_change'), byOccurrence: by('error'), byFailure: by('earlier_failure')}));
		for (const table of Object.keys(parted)) {
			// eslint-disable-next-line no-await-in-loop -- statements of one connection
			await client.query(`CREATE TABLE ${table}_default PARTITION OF ${table} DEFAULT`);
		}

		await client.run(sql('set-setting'), ['version', String(version)]);
		await client.run(sql('set-setting'), ['createdAt', String(now)]);
		return;
	}

	const [row] = await client.query('SELECT value FROM setting WHERE name = \'version\'');
	if (row === undefined) {
		throw new LedgerOpenError('foreign', 'The database has a table "setting" that is not a ledger\'s; name an empty database or schema.');
	}

	if (Number(row.value) > version) {
		throw new LedgerOpenError('newer', `The ledger is of version ${String(row.value)}, and this program knows ${version}; use a newer sync-tui.`);
	}
}

/** Only some may add an extension; without it the ledger works, and says how far it has searched. */
async function makeTrigrams(postgres: Postgres): Promise<boolean> {
	try {
		await postgres.transaction(async client => {
			await client.query('SELECT pg_advisory_xact_lock($1)', [ledgerLock]);
			await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
			await client.query(sql('trigrams'));
		});
		return true;
	} catch {
		return false;
	}
}
