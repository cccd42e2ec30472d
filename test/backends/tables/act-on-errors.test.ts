/** What people do about errors, where a mapping knows how and writing is allowed. */
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, test} from 'node:test';
import {openTables, type Tables} from '../../../source/backends/tables/open-tables.ts';
import type {Mapping} from '../../../source/backends/tables/mapping.ts';
import {presetNamed} from '../../../source/backends/tables/presets/presets.ts';
import type {Engine} from '../../helpers/engine-suite.ts';
import {failed, waiting} from '../../helpers/engine-suite/records.ts';
import {findMariadb} from '../../helpers/mariadb.ts';
import {errorsQuery, filter, now} from '../../helpers/sync-samples.ts';
import {mapping as outbox} from './outboxes/mapping.ts';
import {mariadbOutbox} from './outboxes/mariadb.ts';
import {postgresOutbox} from './outboxes/postgres.ts';
import {sqliteOutbox} from './outboxes/sqlite.ts';
import {pgBossEngine} from './presets/engines/pg-boss.ts';

const mapping: Mapping = {
	...outbox,
	retry: {statement: 'UPDATE shop_outbox SET status = \'new\', sent_at = NULL WHERE id = :id AND status = \'error\''},
	ignore: {statement: 'UPDATE shop_outbox SET status = \'dropped\' WHERE id = :id -- :id'},
};

type Opened = Engine & {openTables(allowWrites: boolean): Promise<Tables>};

const over = <Own extends Engine>(start: () => Promise<Own>, databaseOf: (engine: Own) => Parameters<typeof openTables>[0]['database']) => async (): Promise<Opened> => {
	const engine = await start();
	return {...engine, openTables: async allowWrites => openTables({database: databaseOf(engine), mapping, allowWrites, clock: () => now})};
};

const isInstalled = typeof findMariadb() !== 'string';
const engines: Readonly<Record<string, () => Promise<Opened>>> = {
	PostgreSQL: over(postgresOutbox, ({database}) => ({kind: 'postgres', url: database.url})),
	SQLite: over(sqliteOutbox, ({file}) => ({kind: 'sqlite', file})),
	...(isInstalled && {MariaDB: over(mariadbOutbox, ({database}) => ({kind: 'mysql', url: database.url}))}),
};

for (const [name, start] of Object.entries(engines)) {
	describe(`errors in ${name}`, () => {
		let engine: Opened | undefined;
		before(async () => {
			engine = await start();
		});
		beforeEach(async () => {
			await engine?.clear();
			await engine?.write([waiting('1'), failed('2', '2026-11-22T12:01:00Z'), failed('3', '2026-11-22T12:02:00Z'), failed('4', '2026-11-22T12:03:00Z', {object: 'contact'})]);
		});
		after(async () => {
			await engine?.[Symbol.asyncDispose]();
		});
		const withTables = async (allowWrites: boolean, body: (tables: Tables) => Promise<void>) => {
			const tables = await engine?.openTables(allowWrites);
			assert.ok(tables);
			try {
				await body(tables);
			} finally {
				await tables.close();
			}
		};

		test('can neither be retried nor ignored unless writing is allowed', async () => {
			await withTables(false, async ({retryErrors, ignoreErrors, service}) => {
				assert.deepEqual([retryErrors, ignoreErrors], [undefined, undefined]);
				assert.equal((await service()).capabilities.includes('retry'), false);
			});
		});

		test('that are named go back to the backlog; what is not in error is refused', async () => {
			await withTables(true, async ({retryErrors, errors, pending, service}) => {
				assert.equal((await service()).capabilities.includes('retry'), true);
				const reason = 'it is not in error, or no longer';
				assert.deepEqual(await retryErrors?.({ids: ['2', '1', '2', 'x', '\'']}), {accepted: 1, refused: [{id: '1', reason}, {id: 'x', reason}, {id: '\'', reason}]});
				assert.deepEqual((await errors?.(errorsQuery()))?.items.map(({recordId}) => recordId), ['4', '3']);
				assert.deepEqual((await pending?.('lead', {limit: 10}))?.items.map(({recordId}) => recordId), ['2', '1']);
			});
		});

		test('that a filter lets through are taken off the list', async () => {
			await withTables(true, async ({ignoreErrors, errors}) => {
				assert.deepEqual(await ignoreErrors?.({filter: filter({object: ['lead']})}), {accepted: 2, refused: []});
				assert.deepEqual((await errors?.(errorsQuery()))?.items.map(({recordId}) => recordId), ['4']);
			});
		});
	});
}

describe('errors of pg-boss', () => {
	test('are retried as the library does it, by their queue and id', async () => {
		await using engine = await pgBossEngine();
		await engine.write([failed('1', '2026-11-22T12:01:00Z')]);
		const tables = await openTables({
			database: {kind: 'postgres', url: engine.database.url}, mapping: presetNamed('pg-boss').mapping(), allowWrites: true, clock: () => now,
		});
		const [error] = (await tables.errors?.(errorsQuery()))?.items ?? [];
		assert.deepEqual(await tables.retryErrors?.({ids: [error?.id ?? '', '1']}), {accepted: 1, refused: [{id: '1', reason: 'it is not in error, or no longer'}]});
		assert.equal(tables.ignoreErrors, undefined);
		assert.deepEqual((await engine.boss.fetch('lead')).map(({id}) => `lead/${id}`), [error?.id]);
		await tables.close();
	});
});
