/** The errors lie in several days: some have a partition of their own, some are in the one for the rest. */
import {after} from 'node:test';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {errorListsProperty} from '../../../helpers/error-lists.ts';
import {createDatabase, type TestDatabase} from '../../../helpers/postgres/databases.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {ms} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();
const clock = () => ms('2026-11-24T00:00:00Z');
const step = 10 * 60_000;

errorListsProperty('PostgreSQL', {
	async open() {
		const {url} = await schemas.create();
		return openPostgresLedger({postgres: {url}, clock});
	},
	step,
	numRuns: 40,
});

/** Who may add no extension. */
const user = `reader_of_${process.pid}`;
let database: TestDatabase | undefined;

errorListsProperty('PostgreSQL without pg_trgm', {
	async open() {
		database = await createDatabase();
		await database.sql(`CREATE ROLE ${user} LOGIN; GRANT ALL ON SCHEMA public TO ${user}`);
		return openPostgresLedger({postgres: {url: database.url.replace('postgres@', () => `${user}@`)}, clock});
	},
	step,
	numRuns: 40,
});

after(async () => {
	await database?.sql(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
	await database?.[Symbol.asyncDispose]();
});
