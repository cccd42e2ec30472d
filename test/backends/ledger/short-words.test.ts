/** Words of one or two letters, which no index knows: each error has to be read for them. */
import assert from 'node:assert/strict';
import {
	after, before, describe, test,
} from 'node:test';
import type {ErrorsQuery} from '../../../source/contract/queries.ts';
import {openLedger, type Ledger} from '../../../source/backends/ledger/ledger.ts';
import {
	change, errorsQuery, failed, ms,
} from '../../helpers/sync-samples.ts';

const count = 20_100;
const start = ms('2026-11-22T12:00:00Z');

let ledger: Ledger;
before(async () => {
	ledger = openLedger({file: ':memory:'});
	const ids = Array.from({length: count}, (_, index) => String(index));
	await ledger.ingest.changes(ids.map(id => change(id)));
	// The word is in the oldest one alone, and in one of the newest.
	await ledger.ingest.results(ids.map((id, index) => failed(id, {
		at: new Date(start + index).toISOString(), message: index === 0 || index === count - 50 ? 'Field qz not found' : 'Not found',
	})));
});
after(async () => {
	await ledger.close();
});

async function walk(query: ErrorsQuery) {
	const found: string[] = [];
	let cursor: string | undefined;
	let searchedFrom: string | null | undefined;
	do {
		// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
		const page = await ledger.errors({...query, cursor});
		found.push(...page.items.map(({recordId}) => recordId ?? ''));
		searchedFrom = page.searchedFrom;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);

	return {found, searchedFrom};
}

describe('a short word', () => {
	test('is found in the newest errors first, and in all as one pages on', async () => {
		assert.deepEqual(await walk(errorsQuery({q: ['qz'], limit: 10})), {found: ['L-20050', 'L-0'], searchedFrom: undefined});
	});

	for (const sort of [{column: 'recordName', descending: false}, {column: 'object', descending: true}, {column: 'occurredAt', descending: false}] as const) {
		test(`sorted by ${sort.column} is looked for in the newest 20,000, and the page says since when`, async () => {
			const from = new Date(start + count - 20_000).toISOString();
			assert.deepEqual(await walk(errorsQuery({q: ['qz'], sort, limit: 10})), {found: ['L-20050'], searchedFrom: from});
		});
	}

	test('keeps to these 20,000 on the pages after the first, while newer errors come', async () => {
		const query = errorsQuery({q: ['No'], sort: {column: 'occurredAt', descending: false}, limit: 10});
		const first = await ledger.errors(query);
		await ledger.ingest.changes([change('newer')]);
		await ledger.ingest.results([failed('newer', {at: '2026-11-22T13:00:00Z'})]);
		const second = await ledger.errors({...query, cursor: first.nextCursor ?? ''});
		assert.equal(second.searchedFrom, first.searchedFrom);
		assert.equal(second.items[0]?.recordId, 'L-110');
	});

	test('is counted to the last if asked', async () => {
		assert.equal((await ledger.errors(errorsQuery({q: ['qz'], limit: 1, total: 'exact'}))).total, 2);
	});
});
