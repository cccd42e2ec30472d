/** An engine's own tables in a real database, with records in the states that the engine would have brought them into. */
import {readFile} from 'node:fs/promises';
import {createDatabase, type TestDatabase} from '../../../../helpers/postgres/databases.ts';

export type EngineRecord = {
	readonly object: string;
	readonly recordId: string;
	readonly recordName: string | null;
	readonly operation: string;
	readonly direction: 'inbound' | 'outbound';
	readonly state: 'pending' | 'synced' | 'failed' | 'skipped';
	readonly changedAt: string;
	readonly doneAt: string | null;
	readonly code: string | null;
	readonly message: string | null;
};

export type Ask = TestDatabase['sql'];

export type PresetEngine = AsyncDisposable & {
	readonly database: TestDatabase;
	/** In their order; the first one after a `clear` has the place 1. */
	write(records: readonly EngineRecord[]): Promise<void>;
	/** As if it were new. */
	clear(): Promise<void>;
};

/** `write` brings one record into tables as `fixtures/NAME.sql` makes them; `prepare` runs after that file. */
export async function fixtureEngine(name: string, write: (sql: Ask, record: EngineRecord, place: number) => Promise<void>, prepare = ''): Promise<PresetEngine> {
	const ddl = await readFile(new URL(`../fixtures/${name}.sql`, import.meta.url), 'utf8');
	const database = await createDatabase();
	let place = 0;
	const engine: PresetEngine = {
		database,
		async write(records) {
			for (const record of records) {
				place += 1;
				await write(database.sql, record, place); // eslint-disable-line no-await-in-loop -- the order is the engine's
			}
		},
		async clear() {
			place = 0;
			await database.sql(String.raw`
				DO $$ DECLARE name text; BEGIN
					FOR name IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' LOOP
						EXECUTE format('DROP SCHEMA %I CASCADE', name);
					END LOOP;
				END $$;
				CREATE SCHEMA public;
				GRANT USAGE ON SCHEMA public TO PUBLIC;
				${ddl}
				${prepare}
			`);
		},
		[Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
	};
	await engine.clear();
	return engine;
}
