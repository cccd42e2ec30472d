/** Days come and go while everybody reads and reports on. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {LocalLedger} from '../../../../source/backends/ledger/ledger.ts';
import {createWithLedgers, pruneAll} from '../../../helpers/postgres/with-ledgers.ts';
import {
	change, errorsQuery, failed, filter, now, synced,
} from '../../../helpers/sync-samples.ts';

const withLedgers = createWithLedgers();
const day = 86_400_000;
const at = (ago: number) => new Date(now - ago * day).toISOString();
/** The beginning of the day (UTC) after that of a moment; both ms UTC. */
const dayAfter = (moment: number) => (Math.floor(moment / day) + 1) * day;

/** Has read its first errors, and is in no hurry. */
async function beginExport({exportErrors}: LocalLedger): Promise<{end(): Promise<unknown>}> {
	const {pieces} = await exportErrors({...filter(), sort: {column: 'occurredAt', descending: true}, format: 'csv', raw: 'false'});
	const iterator = pieces[Symbol.asyncIterator]();
	await iterator.next();
	assert.match(String((await iterator.next()).value), /L-/v);
	return {end: async () => iterator.return?.()};
}

async function failOnes(ledger: LocalLedger, ids: readonly string[], occurredAt = at(0)): Promise<void> {
	await ledger.ingest.changes(ids.map(id => change(id)));
	await ledger.ingest.results(ids.map(id => failed(id, {at: occurredAt})));
}

describe('the days to come', () => {
	it('get their partitions though nothing is ever forgotten, once for all servers', async () => {
		const clock = {now};
		await withLedgers(3, async (ledgers, {sql}) => {
			clock.now = now + 40 * day;
			await Promise.all(ledgers.map(async ({tidy}) => tidy()));
			// Whoever was second finds it done.
			assert.deepEqual(await Promise.all(ledgers.map(async ({tidy}) => tidy())), [false, false, false]);
			await failOnes(ledgers[0]!, ['a', 'b'], at(-41));
			await ledgers[1]!.ingest.changes([change('c')]);
			await ledgers[1]!.ingest.results([synced('c')]);
			const places = await sql('SELECT tableoid::regclass::text AS place FROM error UNION ALL SELECT tableoid::regclass::text FROM ended_change ORDER BY 1');
			assert.deepEqual(places.map(({place}) => place), ['ended_change_20270101', 'error_20270102', 'error_20270102']);
		}, {clock: () => clock.now});
	});

	it('are put off while somebody exports, who keeps neither the others nor a new server waiting', async () => {
		const clock = {now};
		await withLedgers(1, async ([ledger], {sql, url}) => {
			await failOnes(ledger!, ['a', 'b']);
			const running = await beginExport(ledger!);
			clock.now = now + 40 * day;
			assert.equal(await ledger!.tidy(), false);
			const other = await openPostgresLedger({postgres: {url, statementTimeout: 2000}, clock: () => clock.now});
			assert.equal((await other.errors(errorsQuery())).total, 2);
			await other.close();
			const partitions = async () => sql('SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = \'error_20270101\'');
			assert.deepEqual(await partitions(), []);
			await running.end();
			await ledger!.tidy();
			assert.equal((await partitions()).length, 1);
		}, {clock: () => clock.now});
	});
});

describe('a day that leaves', () => {
	it('stays while somebody exports it, and holds up nobody', async () => {
		await withLedgers(1, async ([ledger]) => {
			await failOnes(ledger!, ['a', 'b']);
			const running = await beginExport(ledger!);
			await pruneAll(ledger!, now + 2 * day);
			assert.equal((await ledger!.errors(errorsQuery())).total, 2);
			await running.end();
			await pruneAll(ledger!, now + 2 * day);
			assert.equal((await ledger!.errors(errorsQuery())).total, 0);
			assert.equal((await ledger!.status()).objects[0]?.failed, 0);
		});
	});

	it('takes along exactly what was counted of it, whatever is reported and retried at the same moment', async () => {
		const days = 8;
		const clock = {now};
		await withLedgers(3, async ([pruner, ...writers], {sql}) => {
			for (; clock.now < now + days * day; clock.now += day) {
				await pruner!.tidy(); // eslint-disable-line no-await-in-loop -- a day after the other
			}

			// Of what is reported, some is of the day that is about to leave.
			const leaving = {day: 0};
			const report = async (ledger: LocalLedger, writer: number) => {
				for (let batch = 0; batch < 24; batch++) {
					/* eslint-disable no-await-in-loop -- an engine reports one batch after the other */
					const ids = Array.from({length: 12}, (_, index) => `${writer}-${batch}-${index}`);
					await ledger.ingest.changes(ids.map(id => change(id)));
					await ledger.ingest.results(ids.map((id, index) => failed(id, {at: at(-leaving.day - (index % 2 === 0 ? 0 : days))})));
					const {items} = await ledger.errors(errorsQuery({limit: 4, sort: {column: 'occurredAt', descending: batch % 2 === 0}}));
					await ledger.retryErrors({ids: items.map(({id}) => id)});
					await ledger.ingest.results(items.slice(2).map(({recordId}) => synced(String(recordId).slice(2))));
					/* eslint-enable no-await-in-loop */
				}
			};

			const done = new AbortController();
			const reports = Promise.all(writers.map(async (ledger, index) => report(ledger, index))).finally(() => {
				done.abort();
			});
			while (!done.signal.aborted) {
				/* eslint-disable no-await-in-loop -- a day after the other */
				leaving.day = Math.min(leaving.day + 1, days - 1);
				await pruner!.status();
				await pruneAll(pruner!, dayAfter(now + leaving.day * day));
				/* eslint-enable no-await-in-loop */
			}

			await reports;
			await pruneAll(pruner!, dayAfter(now + leaving.day * day));
			const [counted] = await sql<Record<string, number>>(`
				SELECT
					(SELECT sum(failed) FROM counter)::int AS failed, (SELECT sum(open) FROM cause_count)::int AS causes,
					(SELECT count(*) FROM error WHERE state = 'open')::int AS errors, (SELECT count(*) FROM change WHERE state = 'failed')::int AS changes,
					(SELECT sum(pending) FROM counter)::int AS pending, (SELECT count(*) FROM change WHERE state = 'pending')::int AS waiting,
					(SELECT count(*) FROM change WHERE error_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM error WHERE error_id = seq AND occurred_at = error_at))::int AS lost,
					(SELECT count(*) FROM error WHERE occurred_at < ${dayAfter(now + leaving.day * day)} AND state = 'open')::int AS old`);
			const {failed: inError = 0, pending = 0} = counted ?? {};
			assert.deepEqual(counted, {failed: inError, causes: inError, errors: inError, changes: inError, pending, waiting: pending, lost: 0, old: 0});
			assert.ok(inError > 50 && pending > 20, JSON.stringify(counted));
			assert.deepEqual([leaving.day, await sql('SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = \'error_20261122\'')], [days - 1, []]);
		}, {clock: () => clock.now});
	});
});
