import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import {createDatabase} from '../../../helpers/postgres/databases.ts';
import {freePort} from '../../../helpers/postgres/cluster.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {createWithLedgers, pruneAll} from '../../../helpers/postgres/with-ledgers.ts';
import {
	change, errorsQuery, failed, hours, ms, now, synced,
} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();
const withLedgers = createWithLedgers(schemas);
const day = 86_400_000;

describe('servers over one database', () => {
	it('make its tables once, when they start at the same moment', async () => {
		await withLedgers(4, async ledgers => {
			await Promise.all(ledgers.map(async ({ingest}, index) => ingest.changes([change(String(index))])));
			assert.equal((await ledgers[0]!.status()).objects[0]?.pending.updates, 4);
		});
	});

	it('count each id once, when it is reported and ended through all of them at the same time', async () => {
		await withLedgers(3, async (ledgers, {sql}) => {
			const ids = Array.from({length: 300}, (_, index) => `n${index}`);
			// Each reports everything, in an order of its own, and ends it as soon as it knows it.
			const accepted = await Promise.all(ledgers.map(async ({ingest}, index) => {
				const counts = {changes: 0, results: 0};
				const own = ids.toSorted((a, b) => ((Number(a.slice(1)) * (7 + index * 4)) % 300) - ((Number(b.slice(1)) * (7 + index * 4)) % 300));
				for (let at = 0; at < own.length; at += 20) {
					/* eslint-disable no-await-in-loop -- an engine reports one batch after the other */
					const batch = own.slice(at, at + 20);
					counts.changes += (await ingest.changes(batch.map(id => change(id)))).accepted;
					const receipt = await ingest.results(batch.map(id => Number(id.slice(1)) % 10 === 0 ? failed(id) : synced(id)));
					counts.results += receipt.accepted;
					assert.deepEqual(receipt.unknown, []);
					/* eslint-enable no-await-in-loop */
				}

				return counts;
			}));
			assert.equal(accepted.reduce((sum, {changes}) => sum + changes, 0), 300);
			assert.equal(accepted.reduce((sum, {results}) => sum + results, 0), 300);
			const [first] = ledgers;
			const {objects} = await first!.status();
			assert.deepEqual([objects[0]?.pending.updates, objects[0]?.failed], [0, 30]);
			const {buckets} = await first!.throughput(hours('2026-11-22T13:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual(buckets.map(bucket => [bucket.synced, bucket.failed]), [[270, 30]]);
			assert.deepEqual(await sql('SELECT count(*)::int AS all, count(DISTINCT id)::int AS different FROM (SELECT id FROM change UNION ALL SELECT id FROM ended_change) AS ids'), [{all: 300, different: 300}]);
		});
	});

	it('do nothing twice to errors that are retried through all of them at once', async () => {
		await withLedgers(3, async ledgers => {
			const [first] = ledgers;
			const ids = Array.from({length: 40}, (_, index) => `n${index}`);
			await first!.ingest.changes(ids.map(id => change(id)));
			await first!.ingest.results(ids.map(id => failed(id)));
			const {items} = await first!.errors(errorsQuery());
			const receipts = await Promise.all(ledgers.map(async ({retryErrors}) => retryErrors({ids: items.map(({id}) => id)})));
			assert.equal(receipts.reduce((sum, {accepted}) => sum + accepted, 0), 40);
			assert.equal((await first!.ingest.retries({limit: 100})).items.length, 40);
			const {objects} = await first!.status();
			assert.deepEqual([objects[0]?.pending.updates, objects[0]?.failed], [40, 0]);
		});
	});
});

describe('retention', () => {
	const clock = {now};
	it('drops whole days, with all that was counted of their errors, and keeps what is being retried', async () => {
		clock.now = now;
		await withLedgers(1, async ([ledger], {sql}) => {
			const {ingest, errors, status, errorFacets, error, retryErrors} = ledger!;
			await ingest.changes(['old', 'retried', 'done', 'new'].map(id => change(id)));
			await ingest.results([failed('old', {at: '2026-11-22T10:00:00Z'}), failed('retried', {at: '2026-11-22T11:00:00Z'}), synced('done'), failed('new', {at: '2026-11-24T10:00:00Z'})]);
			const retried = (await errors(errorsQuery({q: ['L-retried']}))).items[0]?.id ?? '';
			await retryErrors({ids: [retried]});
			clock.now = now + 3 * day;
			await pruneAll(ledger!, ms('2026-11-23T12:00:00Z'));
			assert.deepEqual((await errors(errorsQuery())).items.map(({recordId}) => recordId), ['L-new']);
			assert.equal((await errors(errorsQuery())).total, 1);
			assert.deepEqual((await errorFacets({...errorsQuery()})).object, [{value: 'lead', count: 1}]);
			const {objects} = await status();
			assert.deepEqual([objects[0]?.pending.updates, objects[0]?.failed], [1, 1]);
			assert.equal((await error(retried)).state, 'retrying');
			// Its id is forgotten with its day: what is reported again after that is new.
			assert.deepEqual(await ingest.changes([change('done'), change('retried')]), {accepted: 1, duplicates: 1});
			assert.deepEqual(await ingest.results([synced('retried')]), {accepted: 1, duplicates: 0, unknown: []});
			assert.equal((await error(retried)).state, 'resolved');
			// Now nothing keeps it.
			await pruneAll(ledger!, ms('2026-11-23T12:00:00Z'));
			await assert.rejects(error(retried), {code: 'not-found'});
			const left = await sql('SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = \'r\' AND relname ~ \'^error_2\' ORDER BY 1');
			assert.deepEqual(left.map(({relname}) => relname), ['error_20261123', 'error_20261124']);
		}, {clock: () => clock.now});
	});

	it('forgets days that had no partition a few rows at a time', async () => {
		clock.now = now;
		await withLedgers(1, async ([ledger]) => {
			const {ingest, errors, status, prune} = ledger!;
			const ids = Array.from({length: 30}, (_, index) => `n${index}`);
			await ingest.changes(ids.map(id => change(id)));
			await ingest.results(ids.map((id, index) => failed(id, {at: new Date(ms('2025-01-01T00:00:00Z') + index * day).toISOString()})));
			assert.equal(await prune(ms('2025-01-21T00:00:00Z'), 15), 15);
			assert.equal(await prune(ms('2025-01-21T00:00:00Z'), 15), 5);
			assert.equal((await errors(errorsQuery())).total, 10);
			assert.equal((await status()).objects[0]?.failed, 10);
		}, {clock: () => clock.now});
	});
});

describe('a database', () => {
	it('that has tables of another program is left as it is', async () => {
		const {url, sql} = await schemas.create();
		await sql('CREATE TABLE setting (name text, value text)');
		await assert.rejects(openPostgresLedger({postgres: {url}}), {code: 'foreign', message: /is not a ledger's; name an empty database or schema\.$/v});
		assert.deepEqual(await sql('SELECT * FROM setting'), []);
	});

	it('of a newer version is left as it is', async () => {
		const {url, sql} = await schemas.create();
		await sql('CREATE TABLE setting (name text, value text); INSERT INTO setting VALUES (\'version\', \'99\')');
		await assert.rejects(openPostgresLedger({postgres: {url}}), {code: 'newer', message: /^The ledger is of version 99, and this program knows 1; use a newer sync-tui\.$/v});
	});

	it('that cannot be reached is unavailable', async () => {
		await assert.rejects(openPostgresLedger({postgres: {url: `postgres://me@127.0.0.1:${await freePort()}/none`}}), {code: 'unavailable', message: 'the database refuses the connection'});
	});

	it('whose user may add no extension searches the newest first, says so, and finds it all', async () => {
		await using database = await createDatabase();
		await database.sql('CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA public TO plain');
		const said: string[] = [];
		const ledger = await openPostgresLedger({postgres: {url: database.url.replace('postgres@', 'plain@')}, clock: () => now, say(text) {
			said.push(text);
		}});
		try {
			assert.match(said.join(''), /^the database has no pg_trgm, and its user may not add it/v);
			const ids = Array.from({length: 40}, (_, index) => `n${index}`);
			await ledger.ingest.changes(ids.map(id => change(id)));
			await ledger.ingest.results(ids.map((id, index) => failed(id, {at: new Date(now - index * day).toISOString(), message: index % 10 === 0 ? 'a rare thing' : 'common'})));
			const found: string[] = [];
			let cursor: string | undefined;
			do {
				// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
				const page = await ledger.errors(errorsQuery({q: ['rare'], limit: 2, cursor}));
				found.push(...page.items.map(({recordId}) => recordId ?? ''));
				cursor = page.nextCursor ?? undefined;
			} while (cursor !== undefined);

			assert.deepEqual(found, ['L-n0', 'L-n10', 'L-n20', 'L-n30']);
			assert.equal((await ledger.errors(errorsQuery({q: ['rare'], total: 'exact', limit: 1}))).total, 4);
		} finally {
			await ledger.close();
			await database.sql('REASSIGN OWNED BY plain TO postgres; DROP OWNED BY plain; DROP ROLE plain');
		}
	});
});

describe('a change that is reported again', () => {
	it('is known by its id for as long as its end is kept, and its own time says where to look', async () => {
		const clock = {now};
		await withLedgers(1, async ([ledger]) => {
			const {ingest} = ledger!;
			await ingest.changes([change('old', {changedAt: '2026-10-01T00:00:00Z'}), change('new')]);
			await ingest.results([synced('old'), synced('new')]);
			clock.now = now + 20 * day;
			assert.deepEqual(await ingest.changes([change('old', {changedAt: '2026-10-01T00:00:00Z'}), change('new')]), {accepted: 0, duplicates: 2});
			// Stamped anew, and within two days of its end.
			assert.deepEqual(await ingest.changes([change('new', {changedAt: '2026-11-24T00:00:00Z'})]), {accepted: 0, duplicates: 1});
			assert.deepEqual(await ingest.results([synced('new')]), {accepted: 0, duplicates: 1, unknown: []});
		}, {clock: () => clock.now});
	});

	it('is known though its time is years ahead', async () => {
		await withLedgers(1, async ([ledger]) => {
			const {ingest} = ledger!;
			const early = change('early', {changedAt: '2036-01-01T00:00:00Z'});
			await ingest.changes([early]);
			await ingest.results([synced('early')]);
			assert.deepEqual(await ingest.changes([early]), {accepted: 0, duplicates: 1});
		});
	});
});
