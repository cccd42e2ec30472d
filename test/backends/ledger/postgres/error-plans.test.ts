/** What must stay fast however many errors there are goes by indexes, and by the days that are asked: PostgreSQL says so itself. */
import assert from 'node:assert/strict';
import {
	after, before, describe, test,
} from 'node:test';
import {matchingOf, whereOf} from '../../../../source/backends/ledger/postgres/error-where.ts';
import {listErrors} from '../../../../source/backends/ledger/postgres/list-errors.ts';
import {openPostgresLedger} from '../../../../source/backends/ledger/postgres/open-postgres-ledger.ts';
import type {ErrorFilter} from '../../../../source/contract/queries.ts';
import {openPostgres, type Postgres} from '../../../../source/databases/postgres.ts';
import {createSchemas} from '../../../helpers/postgres/schemas.ts';
import {
	change, failed, filter, ms,
} from '../../../helpers/sync-samples.ts';

const schemas = createSchemas();
const day = 86_400_000;
const hour = 3_600_000;
const end = ms('2026-11-22T00:00:00Z');
/** The errors of each day. */
const perDay = 2000;
const days = 6;

let postgres: Postgres;
before(async () => {
	const {url} = await schemas.create();
	const clock = {now: end - (days * day)};
	const ledger = await openPostgresLedger({postgres: {url}, clock: () => clock.now});
	for (; clock.now < end; clock.now += day) {
		await ledger.tidy(); // eslint-disable-line no-await-in-loop -- as housekeeping does, day by day
	}

	// Two by a report, so that there are causes; as many like one of them, and as long, as it takes for an index to be worth it.
	await ledger.ingest.changes([change('model'), change('rare')]);
	await ledger.ingest.results([failed('model', {at: '2026-11-16T00:00:00Z'}), failed('rare', {at: '2026-11-17T00:00:00Z', code: '9', message: 'Zanzibar'})]);
	await ledger.close();
	postgres = openPostgres({url});
	await postgres.query(`
		INSERT INTO error (occurred_at, error_id, change_id, cause_id, object, operation, direction, record_id, code, message, first_seen_at, attempts, state, search, payload)
		SELECT ${end} - n * ${day / perDay}, 1e12 + n, 'c' || n, cause_id, object, operation, direction, 'L-' || n, code, message, first_seen_at, 1, 'open', search || md5(n::text), repeat('x', 1500)
		FROM error, generate_series(1, ${days * perDay}) AS n WHERE change_id = 'model'`);
	await postgres.query('UPDATE cause_count SET open = open + $1 WHERE cause_id = (SELECT cause_id FROM error WHERE change_id = \'model\')', [days * perDay]);
	// As autovacuum does: what waits to get into the index of words would have to be read.
	await postgres.query('VACUUM ANALYZE error');
});
after(async () => {
	await postgres.close();
});

/** What a page of the newest asks of `error`, and how PostgreSQL goes about it. */
async function plansOf(asked: Partial<ErrorFilter>): Promise<{plans: string[]; found: string[]}> {
	const plans: string[] = [];
	const client: Pick<Postgres, 'query'> = {
		async query(text, values) {
			if (text.includes('error.search') || text.includes('error.occurred_at')) {
				const plan = await postgres.query(`EXPLAIN ${text}`, values);
				plans.push(plan.map(row => String(row['QUERY PLAN'])).join('\n'));
			}

			return postgres.query(text, values);
		},
	};
	const matching = await matchingOf(client, whereOf(filter(asked), true));
	const {rows} = await listErrors(client, {
		matching, sort: {column: 'occurredAt', descending: true}, after: undefined, limit: 50, now: end,
	});
	return {plans, found: rows.map(row => String(row.change_id ?? row.record_id))};
}

/** The days whose partitions are looked into; those of the days to come are empty. */
const daysIn = (plan: string) => new Set(plan.matchAll(/ on error_(?<name>\d{8})/gv).map(match => match.groups?.name ?? '').filter(name => name < '20261122')).values().toArray();

describe('the plan of a page', () => {
	test('of the newest errors looks into the newest day alone, along its index', async () => {
		const {plans, found} = await plansOf({});
		assert.equal(found.length, 50);
		assert.equal(plans.length, 1);
		assert.deepEqual(daysIn(plans[0]!), ['20261121']);
		assert.match(plans[0]!, / error_20261121_occurred_at_error_id_idx/v);
	});

	test('of a word that all have looks into the newest day alone', async () => {
		const {plans, found} = await plansOf({q: ['multiple']});
		assert.equal(found.length, 50);
		assert.deepEqual(plans.flatMap(plan => daysIn(plan)), ['20261121']);
	});

	test('of a word that few have goes by the index of words in each day', async () => {
		const {plans, found} = await plansOf({q: ['zanzibar']});
		assert.deepEqual(found, ['L-rare']);
		const widest = plans.at(-1)!;
		assert.ok(daysIn(widest).length > 2, widest);
		for (const name of daysIn(widest)) {
			assert.match(widest, new RegExp(String.raw`Bitmap Index Scan on error_${name}_search_idx.*\n\s+Index Cond: \(search ~~ '%zanzibar%'::text\)`, 'v'));
		}
	});

	test('of what few have in common goes by the index of causes', async () => {
		const {plans, found} = await plansOf({code: ['9']});
		assert.deepEqual(found, ['L-rare']);
		assert.match(plans.at(-1)!, /Index.* Scan (?:using|on) error_20261117_cause_id_occurred_at_error_id_idx/v);
	});

	test('of what none has in common is not made', async () => {
		assert.deepEqual(await plansOf({code: ['no such code'], q: ['multiple']}), {plans: [], found: []});
		assert.deepEqual(await plansOf({level: ['job']}), {plans: [], found: []});
	});

	test('of a span of time looks into its days alone', async () => {
		const {plans} = await plansOf({from: end - (3 * day), to: end - (3 * day) + hour, q: ['!multiple']});
		assert.deepEqual(plans.flatMap(plan => daysIn(plan)), ['20261119']);
	});
});
