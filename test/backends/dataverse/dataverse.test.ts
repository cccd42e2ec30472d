/** On a real OData v4 service. It is not Dataverse: what only that has is in annotations.test.ts and limits.test.ts. */
import assert from 'node:assert/strict';
import {
	after, afterEach, before, beforeEach, describe, it, type TestContext,
} from 'node:test';
import type {Backend} from '../../../source/backends/backend.ts';
import {parseMapping} from '../../../source/backends/dataverse/mapping.ts';
import {httpBackend} from '../../helpers/http-backend.ts';
import {odataServer, type OdataServer} from '../../helpers/odata-server.ts';
import {startServer} from '../../helpers/real-server.ts';
import {
	errorsQuery, filter, hours, pendingQuery,
} from '../../helpers/sync-samples.ts';
import {
	at, failure, isProblem, mapping, open, row, table,
} from './sample.ts';

describe('a table of Dataverse', () => {
	let server: OdataServer;
	before(async () => {
		server = await odataServer();
	});
	after(async () => {
		await server[Symbol.asyncDispose]();
	});

	describe('status', () => {
		it('counts what waits by object, operation and direction, and what failed', async () => {
			await server.fill([
				row(),
				row(),
				row({new_operation: 1, new_direction: 1}),
				row({new_operation: 3}),
				row({new_entity: 'contact', new_operation: 1}),
				row({new_status: 1}),
				row({new_status: 7}),
				failure('L-9', '12:30'),
			]);
			await using backend = await open(server);
			const {objects} = await backend.status();
			assert.deepEqual(objects.map(({object, pending, directions, failed}) => ({object, pending, directions, failed})), [
				{
					object: 'contact', pending: {inserts: 1, updates: 0, deletes: 0}, failed: 0,
					directions: {inbound: {inserts: 1, updates: 0, deletes: 0}, outbound: {inserts: 0, updates: 0, deletes: 0}},
				},
				{
					object: 'lead', pending: {inserts: 1, updates: 2, deletes: 1}, failed: 1,
					directions: {inbound: {inserts: 0, updates: 2, deletes: 1}, outbound: {inserts: 1, updates: 0, deletes: 0}},
				},
			]);
		});

		it('knows the record that has waited longest', async () => {
			await server.fill([
				row({new_recordid: 'L-2', createdon: at('12:10')}),
				row({new_recordid: 'L-1', new_name: 'Ana O\'Neill', createdon: at('12:05')}),
				row({new_recordid: 'L-0', new_status: 1, createdon: at('11:00')}),
			]);
			await using backend = await open(server);
			const [lead] = (await backend.status()).objects;
			assert.deepEqual(lead?.oldest, {update: {recordId: 'L-1', recordName: 'Ana O\'Neill', direction: 'inbound', changedAt: '2026-11-22T12:05:00.000Z'}});
		});

		it('lists the objects of the mapping first, also where nothing waits, and rows without an object as such', async () => {
			await server.fill([row({new_entity: 'account'}), row({new_entity: null})]);
			await using backend = await open(server, {mapping: parseMapping({...table, objects: ['lead', 'contact']})});
			const {objects} = await backend.status();
			assert.deepEqual(objects.map(({object, pending}) => [object, pending.updates]), [['lead', 0], ['contact', 0], ['(none)', 1], ['account', 1]]);
			assert.equal(objects[2]?.oldest?.update?.recordId, 'L-1');
		});

		it('is not 0 where the mapping has no value for an operation, but not available', async () => {
			await server.fill([row()]);
			await using backend = await open(server, {mapping: parseMapping({...table, values: {...table.values, operation: {2: 'update'}}})});
			assert.deepEqual((await backend.status()).objects[0]?.pending, {updates: 1});
		});

		it('holds to the filter of the mapping', async () => {
			await server.fill([row(), row({new_name: 'Test'})]);
			await using backend = await open(server, {mapping: parseMapping({...table, filter: 'new_name ne \'Test\''})});
			assert.equal((await backend.status()).objects[0]?.pending.updates, 1);
		});

		it('is asked for once in five seconds, however many ask', async () => {
			await server.fill([row()]);
			await using backend = await open(server);
			await Promise.all([backend.status(), backend.status()]);
			const {length} = server.seen;
			await backend.status();
			assert.equal(server.seen.length, length);
		});
	});

	describe('a mapping', () => {
		it('that lacks columns has fewer capabilities', async () => {
			const {doneAt, code, message, direction, operation, ...columns} = table.columns;
			await using backend = await open(server, {mapping: parseMapping({...table, columns, values: {state: {0: 'pending'}}})});
			assert.deepEqual((await backend.service()).capabilities, ['pending']);
			assert.deepEqual([backend.throughput, backend.errors], [undefined, undefined]);
			assert.deepEqual((await backend.status()).objects.map(({pending, directions, failed}) => [pending, directions, failed]), [[{}, null, null]]);
		});

		it('of a column that isn\'t there names it, and what may be meant', async () => {
			const wrong = parseMapping({...table, columns: {...table.columns, code: 'code'}});
			await assert.rejects(async () => open(server, {mapping: wrong}), isProblem('invalid-request', 'mapping.columns.code: new_marketologs has no column "code"; is new_code meant?'));
		});

		it('of a set that isn\'t there says so', async () => {
			await assert.rejects(async () => open(server, {mapping: {...mapping, entitySet: 'nope'}}), isProblem('invalid-request', /has no entity set "nope"/v));
		});

		it('with a value that the column can\'t have is refused', async () => {
			const wrong = parseMapping({...table, values: {...table.values, operation: {Create: 'insert'}}});
			await assert.rejects(async () => open(server, {mapping: wrong}), isProblem('invalid-request', 'mapping.values.operation: "Create" is no value of "new_operation", which holds numbers'));
		});
	});

	describe('throughput', () => {
		it('counts what ended by hour and object', async () => {
			await server.fill([
				row({new_status: 1, modifiedon: at('11:59')}),
				row({new_status: 1, modifiedon: at('12:00')}),
				row({new_status: 1, modifiedon: at('12:59')}),
				row(),
				failure('L-5', '12:20'),
				row({new_entity: 'contact', new_status: 1, modifiedon: at('13:01')}),
			]);
			await using backend = await open(server);
			const asked = hours(at('11:00'), at('14:00'));
			assert.deepEqual(await backend.throughput?.(asked), {
				from: '2026-11-22T11:00:00.000Z', to: '2026-11-22T14:00:00.000Z', resolution: 'PT1H',
				// What ended before the oldest that is there may have been deleted.
				coverage: {from: '2026-11-22T12:00:00.000Z', to: '2026-11-22T13:07:21.000Z'},
				buckets: [
					{object: 'lead', start: '2026-11-22T11:00:00.000Z', synced: 1, failed: 0},
					{object: 'lead', start: '2026-11-22T12:00:00.000Z', synced: 2, failed: 1},
					{object: 'contact', start: '2026-11-22T13:00:00.000Z', synced: 1, failed: 0},
				],
			});
			assert.deepEqual((await backend.throughput?.({...asked, object: 'contact'}))?.buckets.map(({object}) => object), ['contact']);
		});

		it('of a long time is covered from its end on, further with each question', async () => {
			await server.fill([row({new_status: 1, modifiedon: '2026-11-19T10:00:00Z'})]);
			await using backend = await open(server);
			const covered = async (to: string) => (await backend.throughput?.(hours('2026-11-20T00:00:00Z', to)))?.coverage?.from;
			assert.equal(await covered(at('13:00')), '2026-11-21T11:00:00.000Z');
			assert.equal(await covered(at('14:00')), '2026-11-20T10:00:00.000Z');
			const {length} = server.seen;
			assert.equal(await covered(at('12:00')), '2026-11-20T00:00:00.000Z');
			assert.equal(server.seen.length - length, 10);
		});
	});

	it('knows no hour before the oldest end that is there, and none where there is none', async () => {
		await server.fill([row({new_status: 1, modifiedon: at('11:50')}), row()]);
		const covered = async () => {
			await using backend = await open(server);
			return (await backend.throughput?.(hours('2026-11-20T00:00:00Z', at('14:00'))))?.coverage;
		};

		assert.equal((await covered())?.from, '2026-11-22T12:00:00.000Z');
		await server.fill([row()]);
		assert.equal(await covered(), null);
	});

	describe('pending', () => {
		it('gives the queue of one object page by page, oldest first, each record once', async () => {
			await server.fill(Array.from({length: 45}, (_, index) => row({new_recordid: `L-${index}`, createdon: at(index < 30 ? '12:00' : '12:01')})));
			await using backend = await open(server);
			const found: string[] = [];
			let cursor: string | null | undefined;
			do {
				// eslint-disable-next-line no-await-in-loop -- page by page
				const page = await backend.pending?.('lead', pendingQuery({limit: 7, ...(typeof cursor === 'string' && {cursor})}));
				assert.ok((page?.items.length ?? 8) <= 7);
				found.push(...page?.items.map(({recordId}) => recordId) ?? []);
				cursor = page?.nextCursor;
			} while (typeof cursor === 'string');

			assert.equal(found.length, 45);
			assert.equal(new Set(found).size, 45);
			assert.deepEqual(new Set(found.slice(30)), new Set(Array.from({length: 15}, (_, index) => `L-${index + 30}`)));
		});

		it('gives as many as were asked for, though the service gives 20 at a time', async () => {
			await server.fill(Array.from({length: 45}, (_, index) => row({new_recordid: `L-${index}`})));
			await using backend = await open(server);
			const page = await backend.pending?.('lead', pendingQuery({limit: 42}));
			assert.equal(page?.items.length, 42);
			assert.equal(typeof page.nextCursor, 'string');
		});

		it('is narrowed by operation and direction', async () => {
			await server.fill([row({new_recordid: 'U'}), row({new_recordid: 'I', new_operation: 1}), row({new_recordid: 'O', new_direction: 1}), row({new_recordid: 'X', new_operation: 9})]);
			await using backend = await open(server);
			const found = async (query: object) => (await backend.pending?.('lead', pendingQuery(query)))?.items.map(({recordId}) => recordId).toSorted().join('');
			assert.deepEqual(await Promise.all([found({operation: 'insert'}), found({direction: 'outbound'}), found({operation: '9'}), found({operation: 'merge'})]), ['I', 'O', 'X', '']);
		});

		it('of an object that no row has is not found', async () => {
			await using backend = await open(server);
			await assert.rejects(async () => backend.pending?.('nope\' or 1 eq 1', pendingQuery()), isProblem('not-found', /^there is no object/v));
		});

		it('refuses a cursor of another question', async () => {
			await server.fill(Array.from({length: 3}, () => row()));
			await using backend = await open(server);
			const cursor = (await backend.pending?.('lead', pendingQuery({limit: 1})))?.nextCursor ?? '';
			await assert.rejects(async () => backend.pending?.('contact', pendingQuery({limit: 1, cursor})), isProblem('invalid-request', /another question/v));
			await assert.rejects(async () => backend.pending?.('lead', pendingQuery({cursor: 'x'})), isProblem('invalid-request', /an earlier page/v));
		});
	});

	describe('errors', () => {
		const fill = async () => server.fill([
			failure('A', '12:01', {new_name: 'Ana PÉREZ', new_operation: 1, new_direction: 1, new_code: '0x80040333', new_message: 'Cannot insert duplicate key, it\'s there'}),
			failure('B', '12:02', {new_name: 'Bo_100%', new_entity: 'contact', new_code: '0x80044331', new_message: 'Exceeded the [maximum] length?'}),
			failure('C', '12:03', {new_name: null, new_entity: 'role', new_operation: 9, new_code: null, new_message: null}),
			failure('D', '12:04', {new_name: 'Dora'}),
			row({new_recordid: 'E'}),
		]);
		const found = async (wanted: object) => {
			await using backend = await open(server);
			const page = await backend.errors?.(errorsQuery({...wanted, sort: {column: 'recordId', descending: false}}));
			assert.equal(page?.total, page?.items.length);
			return page?.items.map(({recordId}) => recordId).join('');
		};

		it('are the rows that failed, newest first', async () => {
			await fill();
			await using backend = await open(server);
			const {items = [], total} = await backend.errors?.(errorsQuery()) ?? {};
			const {id, ...last} = items.at(-1) ?? {};
			assert.deepEqual(items.map(({recordId}) => recordId), ['D', 'C', 'B', 'A']);
			assert.deepEqual(last, {
				level: 'record', object: 'lead', recordId: 'A', recordName: 'Ana PÉREZ', operation: 'insert', direction: 'outbound', code: '0x80040333',
				message: 'Cannot insert duplicate key, it\'s there', occurredAt: '2026-11-22T12:01:00.000Z', firstSeenAt: null, attempts: null, state: 'open', url: null,
			});
			assert.equal(total, 4);
			assert.match(id ?? '', /^[\d\-a-f]{36}$/v);
		});

		const filters: ReadonlyArray<readonly [object, string]> = [
			[{q: ['DUPLICATE']}, 'A'],
			[{q: ['it\'s']}, 'A'],
			[{q: ['o_1']}, 'B'],
			[{q: ['100%']}, 'B'],
			[{q: ['[maximum]']}, 'B'],
			[{q: ['!match']}, 'ABC'],
			[{q: ['a', 'dor']}, 'D'],
			[{q: ['\' or true']}, ''],
			[{object: ['lead']}, 'AD'],
			[{object: ['lead', 'role']}, 'ACD'],
			[{object: ['!lead']}, 'BC'],
			[{object: ['*o*']}, 'BC'],
			[{object: ['c*t']}, 'B'],
			[{object: ['*', '!l*']}, 'BC'],
			[{operation: ['insert']}, 'A'],
			[{operation: ['!update']}, 'AC'],
			[{operation: ['9']}, 'C'],
			[{operation: ['*date']}, 'BD'],
			[{operation: ['merge']}, ''],
			[{direction: ['outbound']}, 'A'],
			[{direction: ['!outbound']}, 'BCD'],
			[{code: ['0x8004*']}, 'AB'],
			[{code: ['*31']}, 'B'],
			[{code: ['']}, 'C'],
			[{code: ['!']}, 'ABD'],
			[{code: ['!1007']}, 'ABC'],
			[{level: ['record']}, 'ABCD'],
			[{level: ['job']}, ''],
			[{level: ['!rec*']}, ''],
			[{from: Date.parse(at('12:02')), to: Date.parse(at('12:04'))}, 'BC'],
		];
		it('that pass a filter are listed and counted', async () => {
			await fill();
			const answers = await Promise.all(filters.map(async ([wanted]) => found(wanted)));
			assert.deepEqual(filters.map(([wanted], index) => [wanted, answers[index]]), filters);
		});

		it('are refused for a pattern that the service has no function for', async () => {
			await using backend = await open(server);
			await assert.rejects(async () => backend.errors?.(errorsQuery({code: ['a*b*c']})), isProblem('invalid-request', /^a\*b\*c: this can't be asked for here/v));
			await assert.rejects(async () => backend.errors?.(errorsQuery({code: ['ab*ba']})), isProblem('invalid-request', /^ab\*ba: /v));
			await assert.rejects(async () => backend.errors?.(errorsQuery({q: 'x'.repeat(81).split('')})), isProblem('invalid-request', /80 words/v));
		});

		it('come in the order of a column, with the time between equals', async () => {
			await fill();
			await using backend = await open(server);
			const sorted = async (column: 'object' | 'attempts', descending: boolean) => {
				const page = await backend.errors?.(errorsQuery({sort: {column, descending}}));
				return page?.items.map(({recordId}) => recordId).join('');
			};

			assert.deepEqual([await sorted('object', false), await sorted('object', true), await sorted('attempts', false)], ['BADC', 'CDAB', 'ABCD']);
		});

		it('have pages that go on where from and to have moved', async () => {
			await server.fill(Array.from({length: 9}, (_, index) => failure(`L-${index}`, `12:0${index}`)));
			await using backend = await open(server);
			const first = await backend.errors?.(errorsQuery({limit: 4, from: Date.parse(at('12:00'))}));
			const second = await backend.errors?.(errorsQuery({limit: 9, from: Date.parse(at('12:02')), cursor: first?.nextCursor ?? ''}));
			assert.equal([...first?.items ?? [], ...second?.items ?? []].map(({recordId}) => recordId?.slice(2)).join(''), '876543210');
		});

		it('are found by their id, with the whole row', async () => {
			await fill();
			await using backend = await open(server);
			const [listed] = (await backend.errors?.(errorsQuery({q: ['Dora']})))?.items ?? [];
			const {payload, ...error} = await backend.error?.(listed?.id ?? '') ?? {};
			assert.deepEqual(error, listed);
			assert.partialDeepStrictEqual(payload, {new_recordid: 'D', new_status: 2, new_operation: 2});
			await assert.rejects(async () => backend.error?.('x\' or true'), isProblem('not-found', /^there is no error/v));
			await assert.rejects(async () => backend.error?.('00000000-0000-4000-8000-000000000000'), isProblem('not-found', /^there is no error/v));
		});

		it('have facets', async () => {
			await fill();
			await using backend = await open(server);
			assert.deepEqual(await backend.errorFacets?.(filter({object: ['!role']})), {
				object: [{value: 'lead', count: 2}, {value: 'contact', count: 1}],
				operation: [{value: 'update', count: 2}, {value: 'insert', count: 1}],
				direction: [{value: 'inbound', count: 2}, {value: 'outbound', count: 1}],
				code: [{value: '0x80040333', count: 1}, {value: '0x80044331', count: 1}, {value: '1007', count: 1}],
			});
		});

		it('have causes: messages that say the same are one, with its newest message and a trend', async () => {
			await server.fill([
				failure('A', '10:30', {new_message: 'No record 17'}), failure('B', '12:59', {new_message: 'No record 18'}), failure('C', '12:10', {new_message: 'Other', new_code: null}),
			]);
			await using backend = await open(server);
			const {causes = [], total} = await backend.errorCauses?.({...filter(), limit: 10}) ?? {};
			assert.deepEqual(causes.map(({trend, ...cause}) => [cause, trend?.hours.slice(-4)]), [
				[{
					object: 'lead', operation: 'update', direction: 'inbound', code: '1007', pattern: 'No record …', message: 'No record 18', count: 2,
					firstSeenAt: '2026-11-22T10:30:00.000Z', lastSeenAt: '2026-11-22T12:59:00.000Z',
				}, [1, 0, 1, 0]],
				[{
					object: 'lead', operation: 'update', direction: 'inbound', code: null, pattern: 'Other', message: 'Other', count: 1,
					firstSeenAt: '2026-11-22T12:10:00.000Z', lastSeenAt: '2026-11-22T12:10:00.000Z',
				}, [0, 0, 1, 0]],
			]);
			assert.equal(total, 2);
		});

		it('are exported whole, in order', async () => {
			await server.fill(Array.from({length: 30}, (_, index) => failure(`=${index}`, `12:${index + 10}`, {new_message: 'say "no"'})));
			await using backend = await open(server);
			const lines = async (format: 'csv' | 'ndjson') => {
				const {total, pieces} = await backend.exportErrors!({...errorsQuery(), format, raw: 'false'});
				assert.equal(total, 30);
				const all: string[] = [];
				for await (const piece of pieces) {
					all.push(String(piece));
				}

				return all.join('').trimEnd().split('\n');
			};

			const [csv, ndjson] = await Promise.all([lines('csv'), lines('ndjson')]);
			assert.equal(csv.length, 31);
			assert.match(csv[1] ?? '', /^"[\d\-a-f]{36}",record,"lead","'=29","Ana Pérez","update",inbound,"1007","say ""no""",2026-11-22T12:39:00\.000Z,,,open,\r$/v);
			assert.deepEqual(ndjson.map(line => (JSON.parse(line) as {recordId: string}).recordId), Array.from({length: 30}, (_, index) => `=${29 - index}`));
		});
	});

	describe('through our server', () => {
		it('every answer holds to the contract, and is the same', async (t: TestContext) => {
			await server.fill([row(), row({new_operation: 9}), row({new_status: 1, modifiedon: at('12:10')}), failure('A', '12:30'), failure('B', '12:31', {new_code: null, new_message: null})]);
			await using backend = await open(server);
			const listening = await startServer(backend);
			t.after(async () => listening.close());
			const through = httpBackend(listening.url);
			const asked = hours(at('12:00'), at('13:00'));
			const questions: ReadonlyArray<(asked: Partial<Backend>) => Promise<unknown> | undefined> = [
				async each => each.service?.(),
				async each => each.status?.(),
				async each => each.throughput?.(asked),
				async each => each.pending?.('lead', pendingQuery({limit: 1})),
				async each => each.errors?.(errorsQuery({q: ['!x'], limit: 1})),
				async each => each.errorFacets?.(filter()),
				async each => each.errorCauses?.({...filter(), limit: 5}),
			];
			const answers = await Promise.all(questions.map(async question => Promise.all([question(through), question(backend)])));
			for (const [answer, own] of answers) {
				t.assert.deepStrictEqual(answer, own);
			}
		});

		it('a rest is told with its Retry-After', async (t: TestContext) => {
			await using backend = await open(server);
			const listening = await startServer(backend);
			t.after(async () => {
				await listening.close();
				server.plant(undefined);
			});
			server.plant(({method}) => method === 'GET' ? {status: 429, headers: {'retry-after': '37'}} : undefined);
			const {status, headers} = await fetch(`${listening.url}/v1/status`);
			t.assert.deepStrictEqual([status, headers.get('retry-after')], [429, '37']);
		});
	});

	describe('where more rows are asked about than the service aggregates', () => {
		beforeEach(() => {
			server.limitAggregates(10);
		});
		afterEach(() => {
			server.limitAggregates(undefined);
		});

		it('counts in pieces, and begins with the pieces the next time', async () => {
			await server.fill(Array.from({length: 57}, (_, index) => failure('L-1', `12:${String(index).padStart(2, '0')}`, {new_entity: index < 20 ? 'lead' : 'contact'})));
			await using backend = await open(server);
			const requests: number[] = [];
			// One question in two ways: what is asked of the service is the same, and the answer isn't one that was kept.
			for (const level of [[], ['record']]) {
				const {length} = server.seen;
				// eslint-disable-next-line no-await-in-loop -- the second is to know what the first found out
				const facets = await backend.errorFacets?.(filter({level}));
				assert.deepEqual(facets?.object, [{value: 'contact', count: 37}, {value: 'lead', count: 20}]);
				requests.push(server.seen.length - length);
			}

			// Eight pieces, and those without a time.
			assert.equal(requests[1], 9);
			assert.ok(requests[0]! > 9);
		});

		it('counts what comes later, too', async () => {
			const old = Array.from({length: 15}, (_, index) => failure('L-1', `12:${index + 10}`));
			await server.fill(old);
			await using backend = await open(server);
			await backend.errorFacets?.(filter());
			await server.fill([...old, failure('L-2', '13:05'), failure('L-3', '11:00')]);
			assert.deepEqual((await backend.errorFacets?.(filter({level: ['record']})))?.object, [{value: 'lead', count: 17}]);
		});

		it('counts those without a time, which are in no piece of it', async () => {
			const timed = Array.from({length: 15}, (_, index) => failure('L-1', `12:${index + 10}`));
			await server.fill([...timed, ...Array.from({length: 3}, () => ({...failure('L-2', '12:00'), createdon: null, modifiedon: null}))]);
			await using backend = await open(server);
			assert.deepEqual((await backend.errorFacets?.(filter()))?.object, [{value: 'lead', count: 18}]);
		});

		it('says "at least" where pieces can\'t get smaller', async () => {
			await server.fill([...Array.from({length: 25}, () => row()), row({createdon: at('12:30')})]);
			await using backend = await open(server);
			assert.deepEqual((await backend.status()).objects.map(({pending: {updates}}) => updates), [{value: 1, quality: 'at-least'}]);
		});
	});
});
