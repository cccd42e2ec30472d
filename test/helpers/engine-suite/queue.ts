import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {pendingQuery} from '../sync-samples.ts';
import {synced, waiting} from './records.ts';
import type {AskedEngine, EngineSuite} from './with-engine.ts';

async function idsOf({pending}: AskedEngine, query: Parameters<typeof pendingQuery>[0] = {}): Promise<string[]> {
	return (await pending('lead', pendingQuery(query))).items.map(({recordId}) => recordId);
}

export function queueSuite({lacks, direction, check}: EngineSuite): void {
	describe('the queue of an object', () => {
		check('has the oldest first, whatever the operation', [
			waiting('103', {changedAt: '2026-11-22T12:30:00Z'}),
			waiting('101', {changedAt: '2026-11-22T11:30:00Z', operation: 'update'}),
			waiting('102', {changedAt: '2026-11-22T12:00:00Z'}),
			waiting('104', {object: 'contact'}),
			synced('105', '2026-11-22T12:01:00Z'),
		], async asked => {
			const {items, nextCursor} = await asked.pending('lead', pendingQuery());
			assert.deepEqual(items.map(({recordId, changedAt}) => [recordId, changedAt]), [
				['101', '2026-11-22T11:30:00.000Z'], ['102', '2026-11-22T12:00:00.000Z'], ['103', '2026-11-22T12:30:00.000Z'],
			]);
			assert.equal(nextCursor, null);
			if (!lacks.has('operation')) {
				assert.deepEqual(items.map(({operation}) => operation), ['update', 'insert', 'insert']);
				assert.deepEqual(await idsOf(asked, {operation: 'update'}), ['101']);
				assert.deepEqual(await idsOf(asked, {operation: 'merge'}), []);
			}

			assert.deepEqual(await idsOf(asked, {direction: 'outbound'}), direction === 'outbound' ? ['101', '102', '103'] : []);
			assert.deepEqual(await idsOf(asked, {direction: 'inbound'}), direction === 'inbound' ? ['101', '102', '103'] : []);
		});

		check('goes on after a page where it ended, also where all are as old', Array.from({length: 12}, (_, index) => waiting(String(100 + index))), async asked => {
			const seen: string[] = [];
			let cursor: string | undefined;
			do {
				// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
				const page = await asked.pending('lead', pendingQuery({limit: 5, cursor}));
				assert.ok(page.items.length > 0);
				seen.push(...page.items.map(({recordId}) => recordId));
				cursor = page.nextCursor ?? undefined;
			} while (cursor !== undefined);

			assert.deepEqual(seen.toSorted(), Array.from({length: 12}, (_, index) => String(100 + index)));
		});

		check('of an object that nobody named is not found; a cursor of another question is refused', [waiting('101'), waiting('102'), waiting('103', {object: 'contact'})], async ({pending}) => {
			await assert.rejects(pending('ghost', pendingQuery()), {code: 'not-found'});
			const {nextCursor} = await pending('lead', pendingQuery({limit: 1}));
			assert.notEqual(nextCursor, null);
			await assert.rejects(pending('contact', pendingQuery({cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(pending('lead', pendingQuery({operation: 'update', cursor: nextCursor ?? ''})), {code: 'invalid-request'});
			await assert.rejects(pending('lead', pendingQuery({cursor: 'bm90IG9uZQ'})), {code: 'invalid-request'});
		});
	});
}
