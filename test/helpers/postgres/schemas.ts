/** Many small tests, one database: each has a schema of its own, which costs a tenth of what a database does. */
import {after} from 'node:test';
import {createDatabase, type TestDatabase} from './databases.ts';

export type TestSchema = {
	/** All that is made without naming a schema goes there; it is gone with the database, at the end of the file. */
	readonly url: string;
	/** Runs SQL in it; resolves with the rows of the last statement. */
	readonly sql: TestDatabase['sql'];
};

/** For one file of tests. */
export function createSchemas(): {create(): Promise<TestSchema>; readonly database: () => Promise<TestDatabase>} {
	let database: Promise<TestDatabase> | undefined;
	let made = 0;
	after(async () => {
		const opened = await database;
		await opened?.[Symbol.asyncDispose]();
	});
	const open = async () => {
		database ??= createDatabase();
		return database;
	};

	return {
		database: open,
		async create() {
			const {url, sql} = await open();
			made++;
			const name = `s${made}`;
			// Public is for what all share: extensions.
			await sql(`CREATE SCHEMA ${name}; CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public`);
			return {
				url: `${url}?options=${encodeURIComponent(`-c search_path=${name},public`)}`,
				async sql(text, values) {
					await sql(`SET search_path TO ${name}, public`);
					return sql(text, values);
				},
			};
		},
	};
}
