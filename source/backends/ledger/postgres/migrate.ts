/** Brings a database to the tables that this version knows; several servers may try at once. */
import {ProblemError} from '../../../contract/problem.ts';
import type {Postgres, PostgresClient} from '../../../databases/postgres.ts';
import {LedgerOpenError} from '../ledger-open-error.ts';
import {makePartitions, parted, type Parted} from './partitions.ts';
import {sqlStateOf} from './sql-state.ts';
import {sql} from './sql.ts';

const version = 1;

/** Any number that nobody else uses: what a migration holds, in its transaction. */
const migrationLock = 7_219_044_181;

export type Prepared = {
	/** Words are found by an index. Otherwise each text has to be read, and only the newest are. */
	readonly hasTrigrams: boolean;
};

/** `now` in ms UTC. Throws a LedgerOpenError where the tables are of a newer version. */
export async function migrate(postgres: Postgres, now: number): Promise<Prepared> {
	// Where the tables are there, nobody is waited for.
	if (!await hasTables(postgres)) {
		await postgres.transaction(async client => {
			await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
			if (!await hasTables(client)) {
				await makeTables(client, now);
			}
		});
	}

	return {hasTrigrams: await makeTrigrams(postgres)};
}

async function makeTables(client: PostgresClient, now: number): Promise<void> {
	const by = (table: Parted) => `PARTITION BY RANGE (${parted[table]})`;
	await client.query(sql('schema', {byDay: by('ended_change'), byOccurrence: by('error'), byFailure: by('earlier_failure')}));
	for (const table of Object.keys(parted) as Parted[]) {
		/* eslint-disable no-await-in-loop -- statements of one connection */
		await client.query(`CREATE TABLE ${table}_default PARTITION OF ${table} DEFAULT`);
		await makePartitions(client, table, now);
		/* eslint-enable no-await-in-loop */
	}

	await client.run(sql('set-setting'), ['version', String(version)]);
	await client.run(sql('set-setting'), ['createdAt', String(now)]);
}

/** Throws a LedgerOpenError where they aren't what this version knows. */
async function hasTables(client: Pick<PostgresClient, 'query'>): Promise<boolean> {
	const [{setting} = {setting: null}] = await client.query('SELECT to_regclass(\'setting\') AS setting');
	if (setting === null) {
		return false;
	}

	const [row] = await client.query('SELECT value FROM setting WHERE name = \'version\'');
	if (row === undefined) {
		throw new LedgerOpenError('foreign', 'The database has a table "setting" that is not a ledger\'s; name an empty database or schema.');
	}

	if (Number(row.value) > version) {
		throw new LedgerOpenError('newer', `The ledger is of version ${String(row.value)}, and this program knows ${version}; use a newer sync-tui.`);
	}

	return true;
}

/** Only some may add an extension; without it the ledger works, and says how far it has searched. Throws where the database can't be had now. */
async function makeTrigrams(postgres: Postgres): Promise<boolean> {
	if (await hasWords(postgres)) {
		return true;
	}

	try {
		await postgres.transaction(async client => {
			// With many errors there already, it takes as long as it takes.
			await client.query('SET LOCAL statement_timeout = 0');
			await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
			await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
			// It may be in a schema off the search path.
			const [{schema} = {schema: 'public'}] = await client.query('SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace AS space ON space.oid = extnamespace WHERE extname = \'pg_trgm\'');
			await client.query(sql('trigrams', {schema: String(schema)}));
		});
		return true;
	} catch (error) {
		if (error instanceof ProblemError && !refusals.has(sqlStateOf(error))) {
			throw error;
		}

		return false;
	}
}

/** insufficient_privilege, undefined_file: the database is there, and won't. */
const refusals: ReadonlySet<unknown> = new Set(['42501', '58P01']);

async function hasWords(postgres: Postgres): Promise<boolean> {
	const rows = await postgres.query(sql('has-words'));
	return rows.length > 0;
}
