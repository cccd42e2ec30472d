/** What keeps somebody's database safe from questions: time, reading alone, and a word about what is missing. */
import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import type {Mapping} from '../../../source/backends/tables/mapping.ts';
import {openTables, type TablesDatabase, type TablesOptions} from '../../../source/backends/tables/open-tables.ts';
import {findMariadb} from '../../helpers/mariadb.ts';
import {errorsQuery, now} from '../../helpers/sync-samples.ts';
import {mariadbOutbox} from './outboxes/mariadb.ts';
import {mapping} from './outboxes/mapping.ts';
import {postgresOutbox} from './outboxes/postgres.ts';
import {sqliteOutbox} from './outboxes/sqlite.ts';

type Guarded = AsyncDisposable & {
	readonly database: TablesDatabase;
	sql(text: string): Promise<unknown>;
	/** An expression that takes a minute, and one that does more than to read, with how it is refused. */
	readonly slow: string;
	readonly writing: {readonly expression: string; readonly message: string};
	/** A SELECT of so many numbers from 1 on. */
	numbers(count: number): string;
	/** After a table was filled. */
	readonly analyze: string;
	/** The index of the last hour, as it is advised. */
	readonly index: string;
	readonly table: string;
};

const readOnly = 'the database can only be read';

async function postgres(): Promise<Guarded> {
	const {database, ...outbox} = await postgresOutbox();
	await database.sql('CREATE SEQUENCE written');
	return {
		database: {kind: 'postgres', url: database.url}, sql: database.sql, slow: '(SELECT count(*) FROM generate_series(1, 1000000000) AS n)::text', writing: {expression: 'nextval(\'written\')', message: readOnly}, analyze: 'ANALYZE shop_outbox',
		numbers: count => `SELECT n FROM generate_series(1, ${count}) AS n`,
		table: 'public.shop_outbox', index: 'CREATE INDEX "sync_tui_done" ON public.shop_outbox ("sent_at", "status")',
		[Symbol.asyncDispose]: async () => outbox[Symbol.asyncDispose](),
	};
}

async function mariadb(): Promise<Guarded> {
	const {database, ...outbox} = await mariadbOutbox();
	await database.sql('CREATE SEQUENCE written');
	return {
		database: {kind: 'mysql', url: database.url}, sql: database.sql, slow: '(SELECT COUNT(*) FROM seq_1_to_1000000000 AS numbers WHERE numbers.seq % 7 = shop_outbox.id % 7)', writing: {expression: 'NEXTVAL(written)', message: readOnly}, analyze: 'ANALYZE TABLE shop_outbox',
		numbers: count => `SELECT seq AS n FROM seq_1_to_${count}`,
		table: 'shop_outbox', index: 'CREATE INDEX `sync_tui_done` ON `shop_outbox` (`sent_at`, `status`)',
		[Symbol.asyncDispose]: async () => outbox[Symbol.asyncDispose](),
	};
}

async function sqlite(): Promise<Guarded> {
	const {database, file, ...outbox} = await sqliteOutbox();
	return {
		database: {kind: 'sqlite', file},
		async sql(text) {
			database.exec(text);
		},
		slow: '(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c)', analyze: 'ANALYZE',
		writing: {expression: 'load_extension(\'./any\')', message: 'the database does not understand the mapping any more: not authorized'},
		numbers: count => `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT ${count}) SELECT n FROM c`,
		table: 'shop_outbox', index: 'CREATE INDEX "sync_tui_done" ON "shop_outbox" ("sent_at")',
		[Symbol.asyncDispose]: async () => outbox[Symbol.asyncDispose](),
	};
}

const isInstalled = typeof findMariadb() !== 'string';
const starts = {PostgreSQL: postgres, SQLite: sqlite, ...(isInstalled && {MariaDB: mariadb})};

for (const [name, start] of Object.entries(starts)) {
	describe(`a ${name} of somebody`, () => {
		let guarded: Guarded | undefined;
		before(async () => {
			guarded = await start();
		});
		after(async () => {
			await guarded?.[Symbol.asyncDispose]();
		});
		const given = () => {
			assert.ok(guarded);
			return guarded;
		};

		const open = async (other: Mapping = mapping, options: Partial<TablesOptions> = {}) => openTables({database: given().database, mapping: other, clock: () => now, ...options});

		test('ends a question that takes too long, and says which index would help where that is known', async () => {
			const statement = 'CREATE INDEX waits ON shop_outbox (created_at)';
			const slow = {parts: {pending: `SELECT id, ${given().slow} AS record_id, created_at AS changed_at FROM shop_outbox`, failed: 'SELECT id, created_at AS done_at FROM shop_outbox'}, indexes: [{part: 'pending', statement}]} as const;
			await given().sql('INSERT INTO shop_outbox (entity, status, created_at) VALUES (\'lead\', \'new\', \'2026-11-22 12:00:00\')');
			const tables = await open(slow, {statementTimeout: 100});
			await assert.rejects(async () => tables.pending?.('records', {limit: 10}), {
				code: 'unavailable', message: `the database took too long to answer; this index would help: ${statement}`,
			});
			// The next one is answered.
			assert.equal((await tables.errors?.(errorsQuery()))?.items.length, 1);
			await tables.close();
			await given().sql('DELETE FROM shop_outbox');
		});

		test('is only read, whatever a mapping asks', async () => {
			const {writing: {expression, message}, sql} = given();
			await sql('INSERT INTO shop_outbox (entity, status, created_at) VALUES (\'lead\', \'new\', \'2026-11-22 12:00:00\')');
			const ask = async () => {
				const tables = await open({parts: {pending: `SELECT ${expression} AS id, created_at AS changed_at FROM shop_outbox`}});
				try {
					await tables.pending?.('records', {limit: 10});
				} finally {
					await tables.close();
				}
			};

			await assert.rejects(ask(), {code: 'unavailable', message});
			await sql('DELETE FROM shop_outbox');
		});

		test('refuses a cursor with made up values', async () => {
			await given().sql('INSERT INTO shop_outbox (entity, status, created_at) VALUES (\'lead\', \'new\', \'2026-11-22 12:00:00\'), (\'lead\', \'new\', \'2026-11-22 12:00:00\')');
			const tables = await open();
			const {nextCursor} = await tables.pending?.('lead', {limit: 1}) ?? {};
			const {of} = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString()) as {of: string};
			for (const position of [['no time', 'no id'], [-1, 1e300], ['\'', '"']]) {
				const cursor = Buffer.from(JSON.stringify({of, after: position})).toString('base64url');
				// What a database takes for a time is its own affair: it finds nothing wrong, or says that it does.
				// eslint-disable-next-line no-await-in-loop -- one database
				await tables.pending?.('lead', {limit: 1, cursor}).then(({items}) => items.length <= 1, (error: unknown) => {
					assert.equal((error as {code?: string}).code, 'invalid-request', String(error));
				});
			}

			await tables.close();
			await given().sql('DELETE FROM shop_outbox');
		});

		test('says at the start which index a large table lacks, and nothing once it is there', async () => {
			const {sql, numbers, analyze, index, table} = given();
			await sql(`INSERT INTO shop_outbox (entity, status, sent_at) SELECT 'lead', 'sent', '2026-11-20 12:00:00' FROM (${numbers(130_000)}) AS numbers`);
			await sql(analyze);
			const said: string[] = [];
			const say = (line: string) => {
				said.push(line);
			};

			const done = {parts: {done: 'SELECT id, entity AS object, status AS state, sent_at AS done_at FROM shop_outbox WHERE status <> \'new\''}, states: {sent: 'synced'}} as const;
			await (await open(done, {say})).close();
			assert.equal(said.length, 1);
			assert.match(said[0] ?? '', new RegExp(String.raw`^the last hour reads all of ${table.replace('.', String.raw`\.`)} \(some 1\d\d,\d{3} rows\) each time; this index would help: `, 'v'));
			assert.equal(said[0]?.split('would help: ', 2)[1], index);
			await sql(index);
			await sql(analyze);
			await (await open(done, {say})).close();
			assert.equal(said.length, 1);
			const tables = await open();
			assert.equal((await tables.errors?.(errorsQuery()))?.total, 0);
			await tables.close();
		});
	});
}
