import {mkdtempSync, rmSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {openTables} from '../../../../source/backends/tables/open-tables.ts';
import type {Engine} from '../../../helpers/engine-suite.ts';
import {columns, mapping, rowOf} from './mapping.ts';

export type SqliteOutbox = Engine & {readonly file: string; readonly database: DatabaseSync};

export async function sqliteOutbox(): Promise<SqliteOutbox> {
	const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-outbox-'));
	const file = path.join(folder, 'shop.db');
	const database = new DatabaseSync(file);
	database.exec('PRAGMA synchronous = OFF');
	// eslint-disable-next-line unicorn/no-unsafe-sqlite-interpolation -- names of our own
	database.exec(`CREATE TABLE shop_outbox (id INTEGER PRIMARY KEY, ${columns.map(name => `${name} TEXT`).join(', ')})`);
	return {
		file,
		database,
		async write(records) {
			// eslint-disable-next-line unicorn/no-unsafe-sqlite-interpolation -- names of our own
			const statement = database.prepare(`INSERT INTO shop_outbox (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
			for (const record of records) {
				statement.run(...rowOf(record));
			}
		},
		async clear() {
			database.exec('DELETE FROM shop_outbox');
		},
		open: async ({clock}) => openTables({database: {kind: 'sqlite', file}, mapping, clock}),
		async [Symbol.asyncDispose]() {
			database.close();
			rmSync(folder, {recursive: true, force: true});
		},
	};
}
