import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {ErrorCausesQuery} from '../../../source/contract/queries.ts';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {
	change, failed, filter, ms, synced,
} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

type Asked = Omit<Ledger, 'close'>;

const causesQuery = (other: Partial<ErrorCausesQuery> = {}): ErrorCausesQuery => ({...filter(), limit: 100, ...other});

/** Three leads with one message about different records, and a contact with another. */
async function reportFour({ingest}: Asked): Promise<void> {
	await ingest.changes([
		...['1', '2', '3'].map(id => change(id, {operation: 'insert', direction: 'outbound'})),
		change('4', {object: 'contact'}),
	]);
	await ingest.results([
		failed('1', {code: '0x80040333', message: 'Cannot insert duplicate key, record 10291', at: '2026-11-21T10:30:00Z'}),
		failed('2', {code: '0x80040333', message: 'Cannot insert duplicate key, record 10292', at: '2026-11-22T12:59:59.999Z'}),
		failed('3', {code: '0x80040333', message: 'Cannot insert duplicate key, record 10293', at: '2026-11-22T13:00:00Z'}),
		failed('4', {code: null, message: null, at: '2026-11-22T13:01:00Z'}),
	]);
}

export function errorCausesSuite(open: OpenBackend): void {
	describe('causes', () => {
		withBackend(open, 'put together errors that differ in what is masked alone, the most frequent first', async backend => {
			await reportFour(backend);
			const {causes, total} = await backend.errorCauses(causesQuery());
			assert.equal(total, 2);
			const [{trend, pattern, ...first} = {}, second] = causes;
			assert.match(pattern ?? '', /^Cannot insert duplicate key, record …$/v);
			assert.deepEqual(first, {
				object: 'lead', operation: 'insert', direction: 'outbound', code: '0x80040333', message: 'Cannot insert duplicate key, record 10293', count: 3,
				firstSeenAt: '2026-11-21T10:30:00.000Z', lastSeenAt: '2026-11-22T13:00:00.000Z',
			});
			assert.deepEqual([second?.object, second?.code, second?.message, second?.pattern, second?.count], ['contact', null, null, '', 1]);
		});

		withBackend(open, 'tell the errors of 24 clock hours of UTC, the running one last, and leave out those before', async backend => {
			await reportFour(backend);
			const {causes} = await backend.errorCauses(causesQuery());
			assert.deepEqual(causes[0]?.trend, {from: '2026-11-21T14:00:00.000Z', hours: [...Array.from({length: 22}, () => 0), 1, 1]});
		});

		withBackend(open, 'follow the filter, with the newest message and the hours of what it lets through', async backend => {
			await reportFour(backend);
			const {causes, total} = await backend.errorCauses(causesQuery({q: ['!10293'], object: ['lead'], to: ms('2026-11-22T13:00:00Z')}));
			assert.equal(total, 1);
			assert.deepEqual([causes[0]?.message, causes[0]?.count, causes[0]?.trend?.hours.at(-1), causes[0]?.trend?.hours.at(-2)], ['Cannot insert duplicate key, record 10292', 2, 0, 1]);
		});

		withBackend(open, 'are as many as asked, and say how many there are', async backend => {
			await reportFour(backend);
			const {causes, total} = await backend.errorCauses(causesQuery({limit: 1}));
			assert.deepEqual([causes.length, causes[0]?.object, total], [1, 'lead', 2]);
		});

		withBackend(open, 'change as errors close and fail for another reason', async backend => {
			await reportFour(backend);
			await backend.ingest.results([
				synced('1'),
				synced('4'),
				failed('2', {code: '1007', message: 'Multiple leads match', at: '2026-11-22T13:02:00Z'}),
			]);
			const {causes} = await backend.errorCauses(causesQuery());
			assert.deepEqual(causes.map(({code, count}) => [code, count]), [['1007', 1], ['0x80040333', 1]]);
		});

		withBackend(open, 'are none where nothing is in error', async ({errorCauses}) => {
			assert.deepEqual(await errorCauses(causesQuery()), {causes: [], total: 0});
		});
	});
}
