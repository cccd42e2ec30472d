import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {errorSortColumns, type ErrorFilter, type ErrorsQuery} from '../../../source/contract/queries.ts';
import {errorsQuery, filter, ms} from '../sync-samples.ts';
import {failed, synced, waiting} from './records.ts';
import type {AskedEngine, EngineSuite} from './with-engine.ts';

/** Four errors of three objects, told apart by their records. */
const four = [
	failed('1', '2026-11-22T12:01:00Z', {recordName: 'Ana PÉREZ', code: '412', message: 'Cannot insert duplicate key'}),
	failed('2', '2026-11-22T12:02:00Z', {recordName: 'Bo_100%', object: 'contact', code: '413', message: 'Exceeded the [maximum] length? É_100%'}),
	failed('3', '2026-11-22T12:03:00Z', {recordName: 'Cleo', object: 'customerrole', operation: 'update', code: '500', message: String.raw`"dora" \ OR NOT`}),
	failed('4', '2026-11-22T12:04:00Z', {recordName: 'Dora', operation: 'update', code: '1007', message: 'Multiple leads match'}),
	waiting('5'),
	synced('6', '2026-11-22T12:05:00Z'),
];

const twelve = Array.from({length: 12}, (_, number) => failed(String(100 + number), `2026-11-22T12:0${number % 4}:00Z`, {
	object: number % 2 === 0 ? 'lead' : 'contact', operation: number % 3 === 0 ? 'insert' : 'update', code: String(500 + (number % 3)), message: `Message ${'ab'[number % 2]}`,
}));

async function found({errors}: AskedEngine, wanted: Partial<ErrorFilter>): Promise<string> {
	const {items, total} = await errors(errorsQuery({...wanted, sort: {column: 'recordId', descending: false}}));
	assert.equal(total, items.length);
	return items.map(({recordId}) => recordId).join('');
}

export function errorsSuite({lacks, direction: told, check}: EngineSuite): void {
	describe('errors', () => {
		if (lacks.has('errors')) {
			check('are not available', [], async ({errors, errorFacets}) => {
				await assert.rejects(errors(errorsQuery()), {code: 'not-supported'});
				await assert.rejects(errorFacets(filter()), {code: 'not-supported'});
			});
			return;
		}

		check('are what failed, with the words of the engine', four, async ({errors, error}) => {
			const {items, total, nextCursor} = await errors(errorsQuery({limit: 1000}));
			assert.deepEqual([items.length, total, nextCursor], [4, 4, null]);
			const [newest] = items;
			assert.ok(newest);
			assert.deepEqual(
				[newest.level, newest.object, newest.recordId, newest.occurredAt, newest.state],
				['record', 'lead', '4', '2026-11-22T12:04:00.000Z', 'open'],
			);
			assert.equal(newest.operation, lacks.has('operation') ? newest.operation : 'update');
			assert.equal(newest.direction, told);
			assert.equal(newest.code, lacks.has('code') ? null : '1007');
			assert.equal(newest.message, lacks.has('message') ? null : 'Multiple leads match');
			const {payload, history, ...detail} = await error(newest.id);
			assert.deepEqual(detail, newest);
		});

		check('that there are not are not found', four, async ({error}) => {
			for (const id of ['e-999', '-', '999999', 'k-', 'k-%', '1; DROP TABLE x', '99999999999999999999999', 'ñ/…', '00000000-0000-4000-8000-000000000000', '\u{0}']) {
				await assert.rejects(error(id), {code: 'not-found'}, id); // eslint-disable-line no-await-in-loop -- one database
			}
		});

		const cases: ReadonlyArray<readonly [what: string, wanted: Partial<ErrorFilter>, records: string, needs?: 'code' | 'message' | 'operation']> = [
			['finds words in messages', {q: ['duplicate']}, '1', 'message'],
			['ignores case, of letters with accents too', {q: ['éxce']}, '', 'message'],
			['finds a letter with an accent in another case', {q: ['é_100']}, '2', 'message'],
			['finds a letter and its accent as one character where they are written as two', {q: ['E\u{301}_100%']}, '2', 'message'],
			['wants all words', {q: ['multiple', 'match']}, '4', 'message'],
			['finds no word across two fields', {q: ['match4']}, ''],
			['leaves out what a word with ! is in', {q: ['!duplicate', '!multiple']}, '23', 'message'],
			['takes % and _ as they are', {q: ['_100%']}, '2', 'message'],
			['takes [ ] and ? in a word as they are', {q: ['[maximum] length?']}, '2', 'message'],
			['takes quotes and backslashes as they are', {q: [String.raw`"dora" \ or not`]}, '3', 'message'],
			['takes one of several objects', {object: ['lead', 'contact']}, '124'],
			['takes values in their own case alone', {object: ['LEAD']}, ''],
			['takes * for any characters', {object: ['c*']}, '23'],
			['takes * inside a value', {object: ['c*t']}, '2'],
			['takes ? and [ and % and _ in a value as they are', {object: ['lea?', '[l]*', 'l%*', 'l_ad*']}, ''],
			['takes patterns in their own case alone', {object: ['L*']}, ''],
			['takes none of the values with !', {object: ['!lead']}, '23'],
			['takes ! and * together', {object: ['!c*']}, '14'],
			['takes both sides at once', {object: ['c*', '!contact']}, '3'],
			['takes the empty value for those that have none', {object: ['']}, ''],
			['takes codes', {code: ['41*']}, '12', 'code'],
			['takes none of the codes', {code: ['!1007']}, '123', 'code'],
			['takes an operation', {operation: ['update']}, '34', 'operation'],
			['takes a direction', {direction: [told ?? '']}, '1234'],
			['joins different parameters with and', {object: ['lead'], from: ms('2026-11-22T12:02:00Z')}, '4'],
			['knows that all are errors of records', {level: ['rec*']}, '1234'],
			['has no errors of jobs', {level: ['job']}, ''],
			['begins at from and ends before to', {from: ms('2026-11-22T12:02:00Z'), to: ms('2026-11-22T12:04:00Z')}, '23'],
			['binds what is typed', {q: ['\' OR 1=1 --'], object: ['\') OR (1=1', '\u{0}', String.raw`\'`]}, ''],
		];
		check('can be filtered', four, async asked => {
			for (const [what, wanted, records, needs] of cases) {
				if (needs === undefined || !lacks.has(needs)) {
					assert.equal(await found(asked, wanted), records, what); // eslint-disable-line no-await-in-loop -- one database
				}
			}
		});

		check('are refused to a filter of hundreds of words', [], async ({errors}) => {
			await assert.rejects(errors(errorsQuery({q: Array.from({length: 201}, () => 'a')})), {code: 'invalid-request'});
			assert.equal((await errors(errorsQuery({q: Array.from({length: 200}, () => 'a')}))).total, 0);
		});

		check('come page by page, each once and in order, in every order', twelve, async ({errors}) => {
			for (const column of errorSortColumns) {
				for (const descending of [false, true]) {
					const items: Array<Record<string, unknown>> = [];
					let query: ErrorsQuery | undefined = errorsQuery({sort: {column, descending}, limit: 5});
					while (query !== undefined) {
						const page = await errors(query); // eslint-disable-line no-await-in-loop -- a page says where the next one begins
						assert.equal(page.total, 12);
						items.push(...page.items);
						query = page.nextCursor === null || page.nextCursor === undefined ? undefined : {...query, cursor: page.nextCursor};
					}

					assert.equal(new Set(items.map(({id}) => id)).size, 12, column);
					const values = items.map(item => item[column] ?? '');
					assert.deepEqual(values, values.toSorted((a, b) => (a < b ? -1 : Number(a > b)) * (descending ? -1 : 1)), column);
				}
			}
		});

		check('go on while the time that is asked for moves on; a cursor of another question is refused', twelve, async ({errors, pending}) => {
			const from = ms('2026-11-22T12:00:00Z');
			const {nextCursor} = await errors(errorsQuery({from, limit: 7}));
			const cursor = nextCursor ?? '';
			assert.equal((await errors(errorsQuery({from: from + 1, limit: 7, cursor}))).items.length, 2);
			await assert.rejects(errors(errorsQuery({q: ['x'], cursor})), {code: 'invalid-request'});
			await assert.rejects(errors(errorsQuery({sort: {column: 'code', descending: true}, cursor})), {code: 'invalid-request'});
			await assert.rejects(pending('lead', {limit: 1, cursor}), {code: 'invalid-request'});
			for (const bad of ['', 'x', 'e30', 'bnVsbA']) {
				await assert.rejects(errors(errorsQuery({cursor: bad})), {code: 'invalid-request'}); // eslint-disable-line no-await-in-loop -- few
			}
		});

		check('are counted per value, the most frequent first', [...four, failed('7', '2026-11-22T12:30:00Z', {code: '1007', operation: 'update', message: 'Multiple leads match the key'})], async ({errorFacets}) => {
			const {object, operation, direction, code} = await errorFacets(filter());
			assert.deepEqual(object, [{value: 'lead', count: 3}, {value: 'contact', count: 1}, {value: 'customerrole', count: 1}]);
			if (!lacks.has('operation')) {
				assert.deepEqual(operation, [{value: 'update', count: 3}, {value: 'insert', count: 2}]);
			}

			assert.deepEqual(direction, told === null ? undefined : [{value: told, count: 5}]);
			assert.deepEqual(code?.[0], lacks.has('code') ? undefined : {value: '1007', count: 2, message: lacks.has('message') ? null : 'Multiple leads match the key'});
			assert.deepEqual((await errorFacets(filter({object: ['contact']}))).object, [{value: 'contact', count: 1}]);
		});
	});
}
