
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {ErrorFilter} from '../../../source/contract/queries.ts';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {
	change, errorsQuery, failed, filter, hours, ms, skipped, synced,
} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

type Asked = Omit<Ledger, 'close'>;

/** Four errors of three objects, told apart by their record ids A to D. */
async function reportErrors({ingest}: Asked): Promise<void> {
	await ingest.changes([
		change('a', {recordId: 'A', recordName: 'Ana PÉREZ', operation: 'insert', direction: 'outbound'}),
		change('b', {recordId: 'B', recordName: 'Bo_100%', object: 'contact'}),
		change('c', {recordId: 'C', recordName: null, object: 'customeropportunityrole', operation: 'merge'}),
		change('d', {recordId: 'D', recordName: 'Dora'}),
	]);
	await ingest.results([
		failed('a', {code: '0x80040333', message: 'Cannot insert duplicate key', at: '2026-11-22T12:01:00Z'}),
		failed('b', {code: '0x80044331', message: 'Exceeded the [maximum] length?', at: '2026-11-22T12:02:00Z'}),
		failed('c', {code: null, message: null, at: '2026-11-22T12:03:00Z'}),
		failed('d', {code: '1007', message: 'Multiple leads match', at: '2026-11-22T12:04:00Z'}),
	]);
}

async function found({errors}: Asked, wanted: Partial<ErrorFilter>): Promise<string> {
	const {items, total} = await errors(errorsQuery({...wanted, sort: {column: 'recordId', descending: false}}));
	assert.equal(total, items.length);
	return items.map(({recordId}) => recordId).join('');
}

export function errorsSuite(open: OpenBackend): void {
	describe('an error', () => {
		withBackend(open, 'is the change that failed, with its code and message', async ({ingest, errors}) => {
			await ingest.changes([change('1', {recordId: 'L-10291', recordName: 'Ana Pérez', operation: 'insert', direction: 'outbound', url: 'https://crm.example/1'})]);
			await ingest.results([failed('1', {code: '0x80040333', message: 'Cannot insert duplicate key', at: '2026-11-22T12:59:40Z'})]);
			const {items, total, nextCursor} = await errors(errorsQuery());
			const [error] = items;
			assert.ok(error);
			const {id, ...rest} = error;
			assert.deepEqual(rest, {
				level: 'record', object: 'lead', recordId: 'L-10291', recordName: 'Ana Pérez', operation: 'insert', direction: 'outbound',
				code: '0x80040333', message: 'Cannot insert duplicate key', occurredAt: '2026-11-22T12:59:40.000Z', firstSeenAt: '2026-11-22T12:59:40.000Z',
				attempts: 1, state: 'open', url: 'https://crm.example/1',
			});
			assert.notEqual(id, '');
			assert.deepEqual([total, nextCursor], [1, null]);
		});

		withBackend(open, 'that fails again is one error with one attempt more, first seen when it was', async ({
			ingest, errors, error, status, throughput,
		}) => {
			await ingest.changes([change('1')]);
			await ingest.results([failed('1', {at: '2026-11-22T12:10:00Z', payload: {email: 'ana@example.com', tags: [1, null]}})]);
			await ingest.results([failed('1', {at: '2026-11-22T12:20:00Z', code: '1003', message: 'Invalid data'})]);
			const {items, total} = await errors(errorsQuery());
			const [listed] = items;
			const detail = await error(listed?.id ?? '');
			assert.deepEqual(detail, {
				...listed, attempts: 2, code: '1003', message: 'Invalid data', occurredAt: '2026-11-22T12:20:00.000Z', firstSeenAt: '2026-11-22T12:10:00.000Z',
				payload: {email: 'ana@example.com', tags: [1, null]},
				history: [{at: '2026-11-22T12:10:00.000Z', code: '1007', message: 'Multiple leads match'}],
			});
			assert.equal(total, 1);
			assert.equal((await status()).objects[0]?.failed, 1);
			const {buckets} = await throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z'));
			assert.equal(buckets[0]?.failed, 2);
		});

		withBackend(open, 'told twice with the same time is one failure', async ({ingest, error, errors}) => {
			await ingest.changes([change('1')]);
			await ingest.results([failed('1')]);
			assert.deepEqual(await ingest.results([failed('1')]), {accepted: 0, duplicates: 1, unknown: []});
			const [listed] = (await errors(errorsQuery())).items;
			const {attempts, history, payload} = await error(listed?.id ?? '');
			assert.deepEqual([attempts, history, payload], [1, [], undefined]);
		});

		for (const [result, state] of [[synced('1'), 'resolved'], [skipped('1'), 'ignored']] as const) {
			withBackend(open, `whose record is ${result.outcome} at last leaves the list, and can still be read as ${state}`, async ({
				ingest, error, errors, errorFacets, status,
			}) => {
				await ingest.changes([change('1')]);
				await ingest.results([failed('1', {at: '2026-11-22T12:10:00Z'})]);
				const [listed] = (await errors(errorsQuery())).items;
				assert.deepEqual(await ingest.results([result, result]), {accepted: 1, duplicates: 1, unknown: []});
				assert.deepEqual(await errors(errorsQuery()), {items: [], nextCursor: null, total: 0});
				assert.deepEqual(await errorFacets(filter()), {object: [], operation: [], direction: [], code: []});
				assert.equal((await status()).objects[0]?.failed, 0);
				assert.equal((await error(listed?.id ?? '')).state, state);
			});
		}

		for (const id of ['e-999', 'e-0', 'e-', '1', 'e-1; DROP TABLE error', 'e-99999999999999999999', 'ñ/…']) {
			withBackend(open, `with the id ${id} is not found`, async ({error}) => {
				await assert.rejects(error(id), {code: 'not-found'});
			});
		}
	});

	describe('a filter of errors', () => {
		const cases: ReadonlyArray<readonly [what: string, wanted: Partial<ErrorFilter>, records: string]> = [
			['finds words in record id, name, code and message', {q: ['duplicate']}, 'A'],
			['ignores case, of letters with accents too', {q: ['pérez']}, 'A'],
			['finds a letter and its accent as one character where they are written as two', {q: ['PE\u{301}REZ']}, 'A'],
			['wants all words', {q: ['multiple', 'dora']}, 'D'],
			['finds no word across two fields', {q: ['dora1007']}, ''],
			['leaves out what a word with ! is in', {q: ['!duplicate', '!dora']}, 'BC'],
			['finds one letter, and leaves out another', {q: ['é', '!q']}, 'A'],
			['leaves out all that has a letter', {q: ['!b']}, 'ACD'],
			['finds a long word whose pieces stand apart in another', {q: ['cannot insert duplicate key']}, 'A'],
			['finds no long word whose pieces stand in another order', {q: ['duplicate key cannot insert']}, ''],
			['leaves out a long word alone', {q: ['!cannot insert duplicate key']}, 'BCD'],
			['takes quotes and the words of a query language as they are', {q: ['"dora" OR NOT']}, ''],
			['takes a parameter with ! of which nothing is there', {object: ['!nothing']}, 'ABCD'],
			['takes more values than an index is asked for', {object: ['contact', ...Array.from({length: 100}, (_, index) => `o${index}`)]}, 'B'],
			['takes % and _ as they are', {q: ['_100%']}, 'B'],
			['takes [ ] and ? in a word as they are', {q: ['[maximum] length?']}, 'B'],
			['takes one of several objects', {object: ['lead', 'contact']}, 'ABD'],
			['takes values in their own case alone', {object: ['LEAD']}, ''],
			['knows operations of the engine\'s own', {operation: ['merge']}, 'C'],
			['takes a direction', {direction: ['outbound']}, 'A'],
			['takes * for any characters', {code: ['0x8004*']}, 'AB'],
			['takes * inside a value', {object: ['c*t']}, 'B'],
			['takes ? and [ in a value as they are', {code: ['0x8004?33*', '[01]*']}, ''],
			['takes none of the values with !, and keeps records without one', {code: ['!1007']}, 'ABC'],
			['takes ! and * together', {code: ['!0x*']}, 'CD'],
			['takes both sides at once', {object: ['c*', '!contact']}, 'C'],
			['takes the empty value for those that have none', {code: ['']}, 'C'],
			['joins different parameters with and', {object: ['lead'], code: ['1007']}, 'D'],
			['knows that all are errors of records', {level: ['record']}, 'ABCD'],
			['has no errors of jobs', {level: ['job']}, ''],
			['begins at from and ends before to', {from: ms('2026-11-22T12:02:00Z'), to: ms('2026-11-22T12:04:00Z')}, 'BC'],
			['binds what is typed', {q: ['\' OR 1=1 --'], object: ['\') OR (1=1']}, ''],
		];
		for (const [what, wanted, records] of cases) {
			withBackend(open, what, async backend => {
				await reportErrors(backend);
				assert.equal(await found(backend, wanted), records);
			});
		}

		withBackend(open, 'of hundreds of words is refused', async ({errors}) => {
			await assert.rejects(errors(errorsQuery({q: Array.from({length: 201}, () => 'a')})), {code: 'invalid-request'});
			assert.equal((await errors(errorsQuery({q: Array.from({length: 200}, () => 'a')}))).total, 0);
		});
	});

	describe('facets', () => {
		withBackend(open, 'count the errors per value, the most frequent first, with the latest message of each code', async backend => {
			await reportErrors(backend);
			await backend.ingest.changes([change('e')]);
			await backend.ingest.results([failed('e', {code: '1007', message: 'Multiple leads match the key', at: '2026-11-22T12:30:00Z'})]);
			assert.deepEqual(await backend.errorFacets(filter()), {
				object: [{value: 'lead', count: 3}, {value: 'contact', count: 1}, {value: 'customeropportunityrole', count: 1}],
				operation: [{value: 'update', count: 3}, {value: 'insert', count: 1}, {value: 'merge', count: 1}],
				direction: [{value: 'inbound', count: 4}, {value: 'outbound', count: 1}],
				code: [
					{value: '1007', count: 2, message: 'Multiple leads match the key'},
					{value: null, count: 1, message: null},
					{value: '0x80040333', count: 1, message: 'Cannot insert duplicate key'},
					{value: '0x80044331', count: 1, message: 'Exceeded the [maximum] length?'},
				],
			});
		});

		withBackend(open, 'count what the filter lets through, whichever part of it does', async backend => {
			await reportErrors(backend);
			const answers = await Promise.all([{object: ['lead']}, {object: ['lead'], q: ['a']}, {code: ['1007', '0x80040333']}].map(async wanted => backend.errorFacets(filter(wanted))));
			for (const {object, direction} of answers) {
				assert.deepEqual(object, [{value: 'lead', count: 2}]);
				assert.deepEqual(direction, [{value: 'inbound', count: 1}, {value: 'outbound', count: 1}]);
			}
		});
	});
}
