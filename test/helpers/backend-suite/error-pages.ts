
import {Buffer} from 'node:buffer';
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {errorSortColumns, type ErrorsQuery} from '../../../source/contract/queries.ts';
import type {Ledger} from '../../../source/backends/ledger/ledger.ts';
import type {OpenBackend} from '../backend-suite.ts';
import {change, errorsQuery, failed} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

type Asked = Omit<Ledger, 'close'>;

/** Twelve errors, with many of the same value in every column, and some without a name or a code. */
async function reportTwelve({ingest}: Asked): Promise<void> {
	const numbers = Array.from({length: 12}, (_, index) => index);
	await ingest.changes(numbers.map(number => change(`n${number}`, {
		recordId: `R-${number % 5}`, recordName: number % 4 === 0 ? null : `Name ${number % 3}`, object: number % 2 === 0 ? 'lead' : 'contact',
		operation: number % 3 === 0 ? 'insert' : 'update', direction: number % 4 < 2 ? 'inbound' : 'outbound',
	})));
	await ingest.results(numbers.map(number => failed(`n${number}`, {
		at: `2026-11-22T12:0${number % 4}:00Z`, code: number % 6 === 0 ? null : String(number % 3), message: `Message ${number % 2}`,
	})));
}

/** All items, page by page. */
async function walk({errors}: Asked, query: ErrorsQuery): Promise<Array<Record<string, unknown>>> {
	const items: Array<Record<string, unknown>> = [];
	let cursor: string | undefined;
	do {
		// A page says where the next one begins.
		// eslint-disable-next-line no-await-in-loop
		const page = await errors({...query, cursor});
		assert.equal(page.total, 12);
		items.push(...page.items);
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);

	return items;
}

export function errorPagesSuite(open: OpenBackend): void {
	describe('pages of errors', () => {
		for (const column of errorSortColumns) {
			for (const descending of [false, true]) {
				withBackend(open, `sorted by ${descending ? '-' : ''}${column} have each error once and in order`, async backend => {
					await reportTwelve(backend);
					const items = await walk(backend, errorsQuery({sort: {column, descending}, limit: 5}));
					assert.equal(new Set(items.map(({id}) => id)).size, 12);
					// What is missing is the least.
					const values = items.map(item => item[column] ?? '');
					assert.deepEqual(values, values.toSorted((a, b) => (a < b ? -1 : Number(a > b)) * (descending ? -1 : 1)));
				});
			}
		}

		withBackend(open, 'hold while errors arrive: what was there comes once, what is new comes where it belongs', async backend => {
			await reportTwelve(backend);
			const first = await backend.errors(errorsQuery({limit: 7}));
			await backend.ingest.changes([change('newest'), change('oldest')]);
			await backend.ingest.results([failed('newest', {at: '2026-11-22T13:00:00Z'}), failed('oldest', {at: '2026-11-22T11:00:00Z'})]);
			const second = await backend.errors(errorsQuery({limit: 7, cursor: first.nextCursor ?? ''}));
			assert.equal(new Set([...first.items, ...second.items].map(({id}) => id)).size, 13);
			assert.equal(second.items.at(-1)?.recordId, 'L-oldest');
			assert.equal(second.nextCursor, null);
			assert.equal(second.total, 14);
		});

		withBackend(open, 'end without a cursor when the last one is full', async backend => {
			await reportTwelve(backend);
			const {items, nextCursor} = await backend.errors(errorsQuery({limit: 12}));
			assert.deepEqual([items.length, nextCursor], [12, null]);
		});

		withBackend(open, 'may change their size, but not what they are pages of', async backend => {
			await reportTwelve(backend);
			const {nextCursor} = await backend.errors(errorsQuery({limit: 2}));
			assert.notEqual(nextCursor, null);
			assert.equal((await backend.errors(errorsQuery({limit: 3, cursor: nextCursor ?? ''}))).items.length, 3);
			await assert.rejects(backend.errors(errorsQuery({q: ['x'], cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(backend.errors(errorsQuery({sort: {column: 'code', descending: true}, cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(backend.pending('lead', {limit: 1, cursor: nextCursor ?? ''}), {code: 'invalid-request'});
		});

		for (const cursor of ['', 'x', 'e30', 'bnVsbA', Buffer.from('{"of":"x","after":[{},1]}').toString('base64url')]) {
			withBackend(open, `refuse the cursor "${cursor}"`, async ({errors}) => {
				await assert.rejects(errors(errorsQuery({cursor})), {code: 'invalid-request'});
			});
		}

		withBackend(open, 'go on while the time that is asked for moves on', async backend => {
			await reportTwelve(backend);
			const from = Date.parse('2026-11-22T12:00:00Z');
			const {nextCursor} = await backend.errors(errorsQuery({from, limit: 7}));
			assert.equal((await backend.errors(errorsQuery({from: from + 1, limit: 7, cursor: nextCursor ?? ''}))).items.length, 2);
		});

		withBackend(open, 'count exactly as far as 10,000, beyond that if asked, and what has no words always', async ({ingest, errors}) => {
			const ids = Array.from({length: 10_001}, (_, index) => String(index));
			await ingest.changes(ids.map(id => change(id)));
			await ingest.results(ids.map(id => failed(id)));
			assert.equal((await errors(errorsQuery({code: ['1007'], limit: 1}))).total, 10_001);
			assert.deepEqual((await errors(errorsQuery({q: ['match'], limit: 1}))).total, {value: 10_000, quality: 'at-least'});
			assert.equal((await errors(errorsQuery({q: ['match'], limit: 1, total: 'exact'}))).total, 10_001);
			// All of the same ms, in the order in which they were reported.
			const {items} = await errors(errorsQuery({limit: 3}));
			assert.deepEqual(items.map(({recordId}) => recordId), ['L-10000', 'L-9999', 'L-9998']);
		});
	});
}
