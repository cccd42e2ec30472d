import {openTables} from '../../../../source/backends/tables/open-tables.ts';
import {createDatabase, type TestDatabase} from '../../../helpers/postgres/databases.ts';
import type {Engine} from '../../../helpers/engine-suite.ts';
import {columns, mapping, rowOf} from './mapping.ts';

export type PostgresOutbox = Engine & {readonly database: TestDatabase};

export async function postgresOutbox(): Promise<PostgresOutbox> {
	const database = await createDatabase();
	await database.sql(`
		CREATE TABLE shop_outbox (
			id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entity varchar(200), entity_id text, entity_name text, action char(1), way text,
			status varchar(10), created_at timestamptz, sent_at timestamptz, error_code text, error_text text
		)`);
	return {
		database,
		async write(records) {
			for (const record of records) {
				// eslint-disable-next-line no-await-in-loop -- in their order
				await database.sql(`INSERT INTO shop_outbox (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, rowOf(record));
			}
		},
		async clear() {
			await database.sql('TRUNCATE shop_outbox RESTART IDENTITY');
		},
		open: async ({clock}) => openTables({database: {kind: 'postgres', url: database.url}, mapping, clock}),
		[Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
	};
}
