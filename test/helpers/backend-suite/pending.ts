
import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {OpenBackend} from '../backend-suite.ts';
import {change, pendingQuery, synced} from '../sync-samples.ts';
import {withBackend} from './with-backend.ts';

export function pendingSuite(open: OpenBackend): void {
	describe('the queue of an object', () => {
		withBackend(open, 'has the oldest first, whatever the operation and direction; what came first where two are as old', async ({ingest, pending}) => {
			await ingest.changes([
				change('new', {changedAt: '2026-11-22T12:30:00Z'}),
				change('old', {changedAt: '2026-11-22T11:30:00Z', operation: 'insert', direction: 'outbound', url: 'https://crm.example/old'}),
				change('same', {changedAt: '2026-11-22T12:30:00Z', operation: 'insert'}),
				change('other', {object: 'contact'}),
			]);
			const {items, nextCursor} = await pending('lead', pendingQuery());
			assert.deepEqual(items.map(({recordId}) => recordId), ['L-old', 'L-new', 'L-same']);
			assert.deepEqual(items[0], {
				recordId: 'L-old', recordName: 'Lead old', operation: 'insert', direction: 'outbound', changedAt: '2026-11-22T11:30:00.000Z', attempts: 0, url: 'https://crm.example/old',
			});
			assert.equal(nextCursor, null);
		});

		withBackend(open, 'can be asked for one operation and one direction', async ({ingest, pending}) => {
			await ingest.changes([change('1'), change('2', {operation: 'insert'}), change('3', {operation: 'insert', direction: 'outbound'})]);
			const idsOf = async (query: Parameters<typeof pendingQuery>[0]) => (await pending('lead', pendingQuery(query))).items.map(({recordId}) => recordId);
			assert.deepEqual(await idsOf({operation: 'insert'}), ['L-2', 'L-3']);
			assert.deepEqual(await idsOf({direction: 'outbound'}), ['L-3']);
			assert.deepEqual(await idsOf({operation: 'delete'}), []);
		});

		withBackend(open, 'goes on after a page where it ended, while older records leave and newer ones come', async ({ingest, pending}) => {
			await ingest.changes(['1', '2', '3', '4', '5'].map((id, index) => change(id, {
				changedAt: `2026-11-22T12:0${id}:00Z`, operation: index % 2 === 0 ? 'insert' : 'update',
			})));
			const first = await pending('lead', pendingQuery({limit: 2}));
			await ingest.results([synced('1')]);
			await ingest.changes([change('6', {changedAt: '2026-11-22T12:06:00Z'})]);
			const second = await pending('lead', pendingQuery({limit: 3, cursor: first.nextCursor ?? ''}));
			const third = await pending('lead', pendingQuery({limit: 3, cursor: second.nextCursor ?? ''}));
			assert.deepEqual([first, second, third].map(({items}) => items.map(({recordId}) => recordId)), [['L-1', 'L-2'], ['L-3', 'L-4', 'L-5'], ['L-6']]);
			assert.equal(third.nextCursor, null);
		});

		withBackend(open, 'of an object that nobody named is not found; of one with nothing to do it is empty', async ({ingest, pending}) => {
			await assert.rejects(pending('ghost', pendingQuery()), {code: 'not-found'});
			await ingest.describe({objects: [{object: 'campaign'}]});
			assert.deepEqual(await pending('campaign', pendingQuery()), {items: [], nextCursor: null});
		});

		withBackend(open, 'refuses a cursor of another question, or none at all', async ({ingest, pending}) => {
			await ingest.changes([change('1'), change('2'), change('3', {object: 'contact'})]);
			const {nextCursor} = await pending('lead', pendingQuery({limit: 1}));
			assert.notEqual(nextCursor, null);
			await assert.rejects(pending('contact', pendingQuery({cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(pending('lead', pendingQuery({operation: 'update', cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(pending('lead', pendingQuery({cursor: 'bm90IG9uZQ'})), {code: 'invalid-request'});
		});
	});
}
