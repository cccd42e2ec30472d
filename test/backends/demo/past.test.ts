import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createDemo} from '../../../source/backends/demo/demo.ts';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {ChangesSchema, HistorySchema} from '../../../source/contract/ingest.ts';
import {validate} from '../../../source/contract/validate.ts';
import {recordingIngest} from './recording-ingest.ts';

const quarter = 900_000;
const hour = 4 * quarter;
const now = Date.parse('2026-11-23T13:07:21Z');
const clock = () => now;

describe('the past of the demo', () => {
	it('is in a ledger in memory in well under two seconds', async () => {
		await using ledger = settled();
		const before = performance.now();
		await createDemo({ingest: ledger.ingest, clock}).prepare();
		assert.ok(performance.now() - before < 2000);
	});

	it('names the two systems and the nine objects, of which leads and contacts go both ways', async () => {
		await using ledger = await preparedLedger();
		const {name, source, target} = await ledger.service();
		assert.deepEqual({name, source, target}, {name: 'demo', source: {name: 'Microsoft Dynamics'}, target: {name: 'Marketo'}});
		const {objects} = await ledger.status();
		assert.deepEqual(objects.map(({label}) => label), [
			'Lead', 'Contact', 'Account', 'Opportunity', 'Opportunity Role', 'User', 'Campaign', 'Event', '订阅 Subscription',
		]);
		assert.deepEqual(objects.filter(({directions}) => directions?.outbound).map(({object}) => object), ['lead', 'contact']);
	});

	it('has a backlog of about 13,000, most of it leads, the oldest some two hours old', async () => {
		await using ledger = await preparedLedger();
		const {objects} = await ledger.status();
		const pending = objects.map(({pending: {inserts, updates}}) => Number(inserts) + Number(updates));
		const total = pending.reduce((sum, count) => sum + count, 0);
		assert.ok(total > 12_500 && total < 13_600, `${total} pending`);
		assert.equal(Math.max(...pending), pending[0]);
		const oldest = Math.min(...objects.flatMap(({oldest: records}) => [records?.insert, records?.update].flatMap(record => record ? [Date.parse(record.changedAt)] : [])));
		assert.ok(now - oldest > 1.75 * hour && now - oldest < 2.25 * hour, `${(now - oldest) / hour} hours`);
	});

	it('has about 1,300 errors with what was sent, some tried more than once, few causes making most of them', async () => {
		await using ledger = await preparedLedger();
		const filter = {q: [], object: [], operation: [], direction: [], code: [], level: []};
		const page = await ledger.errors({...filter, sort: {column: 'occurredAt', descending: true}, limit: 1000});
		const total = Number(page.total);
		assert.ok(total >= 1250 && total <= 1350, `${total} errors`);
		assert.ok(page.items.every(({occurredAt}) => Date.parse(occurredAt) <= now && Date.parse(occurredAt) > now - 120 * hour));
		assert.ok(page.items.some(({attempts}) => (attempts ?? 0) >= 3));
		const {code = []} = await ledger.errorFacets(filter);
		const counts = code.map(({count}) => Number(count)).toSorted((a, b) => b - a);
		assert.ok(counts.length >= 12, `${counts.length} codes`);
		assert.ok(counts.slice(0, 3).reduce((sum, count) => sum + count, 0) > total / 2);

		const error = await ledger.error(page.items.find(({attempts}) => attempts === 3)?.id ?? '');
		assert.equal(error.history?.length, 2);
		const {payload} = error;
		assert.ok(typeof payload === 'object' && payload !== null && 'request' in payload && 'response' in payload);
		assert.ok(page.items.every(({message}) => !/[\{\}]/v.test(message ?? '')));
	});

	it('names records in many scripts, and says where they are in Dynamics', async () => {
		const ingest = recordingIngest();
		await createDemo({ingest, clock}).prepare();
		const changes = validate(ChangesSchema, ingest.known.values().map(({change}) => change).toArray());
		const names = changes.map(({recordName}) => recordName).join(' ');
		const scripts = ['Latin', 'Cyrillic', 'Greek', 'Han', 'Hiragana', 'Hangul', 'Arabic', 'Hebrew', 'Thai', 'Devanagari', 'Georgian', 'Armenian'];
		assert.deepEqual(scripts.filter(script => !new RegExp(String.raw`\p{Script=${script}}`, 'v').test(names)), []);

		const links = changes.flatMap(({url}) => url ?? []);
		assert.ok(links.length > changes.length * 0.8);
		assert.ok(links.every(link => link.startsWith('https://contoso.crm.dynamics.com/') && URL.canParse(link)));
	});

	it('has every quarter hour of 120 hours for every object, the running one too', async () => {
		const ingest = recordingIngest();
		await createDemo({ingest, clock}).prepare();
		const buckets = validate(HistorySchema, ingest.buckets);
		const running = Math.floor(now / quarter) * quarter;
		const starts = Array.from({length: 481}, (_, index) => new Date(running - (480 - index) * quarter).toISOString());
		const byObject = Map.groupBy(buckets, ({object}) => object);
		assert.equal(byObject.size, 9);
		const incomplete = byObject.values().filter(own => own.map(({start}) => start).join(' ') !== starts.join(' '));
		assert.deepEqual(incomplete.toArray(), []);

		const leads = (byObject.get('lead') ?? []).reduce((sum, {synced}) => sum + synced, 0) / 120;
		assert.ok(leads > 7000 && leads < 14_000, `${leads} leads an hour`);
	});

	it('counts each failed try once in its quarter hour: the history stands, with the errors in it', async () => {
		await using ledger = settled();
		const ingest = recordingIngest();
		await createDemo({ingest: ledger.ingest, clock}).prepare();
		await createDemo({ingest, clock}).prepare();
		const end = Math.floor(now / quarter) * quarter + quarter;
		const {buckets} = await ledger.throughput({from: end - 481 * quarter, to: end, resolution: 'PT15M'});
		const key = ({object, start}: {object: string; start: string}) => `${object} ${start}`;
		const kept = new Map(buckets.map(({object, start, synced, failed}) => [key({object, start}), {object, start, synced, failed}]));
		assert.deepEqual(ingest.buckets.map(bucket => kept.get(key(bucket))), ingest.buckets);

		const quarterOf = (time: string) => new Date(Math.floor(Date.parse(time) / quarter) * quarter).toISOString();
		const inError = Map.groupBy(ingest.ended, ({change, result}) => key({object: change.object, start: quarterOf(result.at)}));
		assert.deepEqual(inError.entries().filter(([place, errors]) => Number(kept.get(place)?.failed) < errors.length).toArray(), []);
	});
});

function settled() {
	const ledger = openLedger({file: ':memory:', clock});
	return {...ledger, [Symbol.asyncDispose]: async () => ledger.close()};
}

async function preparedLedger() {
	const ledger = settled();
	await createDemo({ingest: ledger.ingest, clock}).prepare();
	return ledger;
}
