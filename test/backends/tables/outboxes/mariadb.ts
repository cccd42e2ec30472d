import {openTables} from '../../../../source/backends/tables/open-tables.ts';
import type {Engine} from '../../../helpers/engine-suite.ts';
import {startMariadb, type Mariadb} from '../../../helpers/mariadb.ts';
import {columns, mapping, rowOf} from './mapping.ts';

export type MariadbOutbox = Engine & {readonly database: Mariadb};

export async function mariadbOutbox(): Promise<MariadbOutbox> {
	const database = await startMariadb();
	await database.sql(`
		CREATE TABLE shop_outbox (
			id bigint AUTO_INCREMENT PRIMARY KEY, entity varchar(200), entity_id varchar(50), entity_name varchar(200), action char(1), way varchar(10),
			status varchar(10), created_at datetime(3), sent_at timestamp(3) NULL, error_code varchar(20), error_text text
		)`);
	return {
		database,
		async write(records) {
			for (const record of records) {
				// eslint-disable-next-line no-await-in-loop -- in their order
				await database.sql(`INSERT INTO shop_outbox (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, rowOf(record).map((value, index) =>
					columns[index]?.endsWith('_at') === true ? value?.replace('T', ' ').replace('Z', '') ?? null : value));
			}
		},
		async clear() {
			await database.sql('TRUNCATE shop_outbox');
		},
		open: async ({clock}) => openTables({database: {kind: 'mysql', url: database.url}, mapping, clock}),
		[Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
	};
}
