
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {OpenBackend} from '../backend-suite.ts';
import {
	change, errorsQuery, failed, hours, skipped, synced,
} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

export function backlogSuite(open: OpenBackend): void {
	describe('the backlog', () => {
		withBackend(open, 'is empty, without objects, before anything is reported', async ({status}) => {
			assert.deepEqual(await status(), {generatedAt: '2026-11-22T13:07:21.000Z', objects: []});
		});

		withBackend(open, 'counts what waits by operation and by direction, and names the oldest of each operation', async ({ingest, status}) => {
			await ingest.changes([
				change('1', {operation: 'insert', changedAt: '2026-11-22T11:53:02Z', direction: 'outbound', recordId: 'L-10291', recordName: 'Ana Pérez'}),
				change('2', {operation: 'insert', changedAt: '2026-11-22T11:53:03Z'}),
				change('3', {changedAt: '2026-11-22T12:10:00Z'}),
				change('4', {changedAt: '2026-11-22T12:09:00Z', recordName: null}),
			]);
			const {objects} = await status();
			assert.deepEqual(objects, [{
				object: 'lead',
				label: null,
				pending: {inserts: 2, updates: 2, deletes: null},
				oldest: {
					insert: {
						recordId: 'L-10291', recordName: 'Ana Pérez', direction: 'outbound', changedAt: '2026-11-22T11:53:02.000Z',
					},
					update: {
						recordId: 'L-4', recordName: null, direction: 'inbound', changedAt: '2026-11-22T12:09:00.000Z',
					},
					delete: null,
				},
				directions: {inbound: {inserts: 1, updates: 2, deletes: null}, outbound: {inserts: 1, updates: 0, deletes: null}},
				failed: 0,
			}]);
		});

		withBackend(open, 'says nothing of deletes until the first one, and 0 once it has synced', async ({ingest, status}) => {
			await ingest.changes([change('1')]);
			assert.equal((await status()).objects[0]?.pending.deletes, null);
			await ingest.changes([change('2', {operation: 'delete'})]);
			assert.equal((await status()).objects[0]?.pending.deletes, 1);
			await ingest.results([synced('2')]);
			assert.equal((await status()).objects[0]?.pending.deletes, 0);
		});

		withBackend(open, 'says nothing of a direction that an object never went', async ({ingest, status}) => {
			await ingest.changes([change('1')]);
			assert.equal((await status()).objects[0]?.directions?.outbound, null);
		});

		withBackend(open, 'is smaller by what synced, failed or was skipped', async ({ingest, status}) => {
			await ingest.changes(['1', '2', '3', '4'].map(id => change(id)));
			assert.deepEqual(await ingest.results([synced('1'), failed('2'), skipped('3')]), {accepted: 3, duplicates: 0, unknown: []});
			const {objects} = await status();
			const [lead] = objects;
			assert.equal(lead?.pending.updates, 1);
			assert.equal(lead?.oldest?.update?.recordId, 'L-4');
			assert.equal(lead?.failed, 1);
		});

		withBackend(open, 'is the same when the same status is asked later, the time of the answer aside', async ({ingest, status}, clock) => {
			await ingest.changes([change('1')]);
			const {generatedAt, ...before} = await status();
			clock.now += 5000;
			const {generatedAt: later, ...after} = await status();
			assert.deepEqual(after, before);
			assert.notEqual(later, generatedAt);
		});
	});

	describe('a report', () => {
		withBackend(open, 'counts an id once, in one batch, in a later one, and after its change has ended', async ({ingest, status}) => {
			assert.deepEqual(await ingest.changes([change('1'), change('1'), change('2')]), {accepted: 2, duplicates: 1});
			assert.deepEqual(await ingest.changes([change('2'), change('3')]), {accepted: 1, duplicates: 1});
			await ingest.results([synced('3')]);
			assert.deepEqual(await ingest.changes([change('3')]), {accepted: 0, duplicates: 1});
			assert.equal((await status()).objects[0]?.pending.updates, 2);
		});

		withBackend(open, 'that is a duplicate lists no object and no operation', async ({ingest, status}) => {
			await ingest.changes([change('1')]);
			const {objects: before} = await status();
			await ingest.changes([change('1', {object: 'ghost'}), change('1', {operation: 'delete'}), change('1', {direction: 'outbound'})]);
			assert.deepEqual((await status()).objects, before);
		});

		withBackend(open, 'of a result is taken once, and gives back the ids that it does not know', async ({ingest, throughput}) => {
			await ingest.changes([change('1'), change('2')]);
			assert.deepEqual(await ingest.results([synced('1'), synced('1'), synced('ghost'), failed('2')]), {accepted: 2, duplicates: 1, unknown: ['ghost']});
			assert.deepEqual(await ingest.results([skipped('1'), failed('1'), failed('2')]), {accepted: 0, duplicates: 3, unknown: []});
			const {buckets} = await throughput(hours('2026-11-22T13:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual(buckets.map(({synced: good, failed: bad}) => [good, bad]), [[1, 1]]);
		});

		withBackend(open, 'of nothing changes nothing', async ({ingest, status}) => {
			assert.deepEqual(await ingest.changes([]), {accepted: 0, duplicates: 0});
			assert.deepEqual(await ingest.results([]), {accepted: 0, duplicates: 0, unknown: []});
			assert.deepEqual((await status()).objects, []);
		});

		withBackend(open, 'keeps names as they are, in any script and with any quote', async ({ingest, errors, pending}) => {
			const names = ['O\'Brien "; DROP TABLE change; --', 'Zażółć 山田 👩‍👩‍👧', '100%_[a]*?', ''];
			await ingest.changes(names.map((recordName, index) => change(String(index), {recordName, object: names[0]!})));
			assert.deepEqual((await pending(names[0]!, {limit: 10})).items.map(item => item.recordName), names);
			await ingest.results(names.map((_, index) => failed(String(index))));
			assert.deepEqual((await errors(errorsQuery({sort: {column: 'recordId', descending: false}}))).items.map(item => item.recordName), names);
		});
	});
}
