import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {failed, synced, waiting} from './records.ts';
import type {EngineSuite} from './with-engine.ts';

export function backlogSuite({lacks, direction, check}: EngineSuite): void {
	const hasBoth = !lacks.has('direction') && !lacks.has('inbound') && !lacks.has('outbound');
	const odd = lacks.has('names') ? ['a-b', 'c_d'] : ['O\'Brien "; DROP TABLE x; --', String.raw`Zażółć \ 山田 👩‍👩‍👧 %_`];
	describe('the backlog', () => {
		check('is empty where there is nothing', [], async ({status}) => {
			assert.deepEqual(await status(), {generatedAt: '2026-11-22T13:07:21.000Z', objects: []});
		});

		check('says what it can', [], async ({service}) => {
			const {api, capabilities} = await service();
			assert.equal(api, 'sync-status');
			assert.deepEqual(capabilities, [
				...lacks.has('throughput') ? [] : ['throughput'], 'pending', ...lacks.has('errors') ? [] : ['errors', 'error-facets', 'error-causes', 'error-export'],
			]);
		});

		check('counts what waits by object, operation and direction, and names the oldest', [
			waiting('101', {changedAt: '2026-11-22T11:53:02Z', recordName: 'Ana Pérez'}),
			waiting('102', {changedAt: '2026-11-22T11:53:03Z', direction: hasBoth ? 'inbound' : 'outbound'}),
			waiting('103', {operation: 'update', changedAt: '2026-11-22T12:10:00Z'}),
			waiting('104', {operation: 'update', changedAt: '2026-11-22T12:09:00Z'}),
			waiting('105', {object: 'contact', ...(!lacks.has('delete') && {operation: 'delete'})}),
			synced('106', '2026-11-22T12:30:00Z'),
			...lacks.has('errors') ? [] : [failed('107', '2026-11-22T12:31:00Z')],
		], async ({status}) => {
			const {objects} = await status();
			assert.deepEqual(objects.map(({object}) => object), ['contact', 'lead']);
			const [contact, lead] = objects;
			assert.equal(lead?.failed, lacks.has('errors') ? null : 1);
			assert.equal(contact?.failed, lacks.has('errors') ? null : 0);
			if (lacks.has('operation')) {
				// All are told as inserts, or as none of the three.
				assert.ok([4, null].includes(lead?.pending.inserts as number | null), JSON.stringify(lead?.pending.inserts));
				assert.equal(lead?.pending.updates, lead?.pending.inserts === 4 ? 0 : null);
				return;
			}

			assert.deepEqual([lead?.pending.inserts, lead?.pending.updates], [2, 2]);
			assert.equal(lacks.has('delete') ? [0, null].includes(contact?.pending.deletes as number | null) : contact?.pending.deletes === 1, true);
			const {insert, update} = lead?.oldest ?? {};
			assert.deepEqual([insert?.recordId, insert?.changedAt], ['101', '2026-11-22T11:53:02.000Z']);
			assert.deepEqual([update?.recordId, update?.changedAt], ['104', '2026-11-22T12:09:00.000Z']);
			if (!lacks.has('recordName')) {
				assert.equal(insert?.recordName, 'Ana Pérez');
			}

			assert.equal(insert?.direction, direction);
			const {inbound, outbound} = lead?.directions ?? {};
			const expected = hasBoth ? [1, 1] : [direction === 'inbound' ? 2 : undefined, direction === 'outbound' ? 2 : undefined];
			// An engine that says the direction of each record may know both.
			assert.deepEqual([inbound?.inserts === 0 ? undefined : inbound?.inserts, outbound?.inserts], expected);
		});

		check('lists what had something to do within the last day', lacks.has('throughput') ? [] : [synced('101', '2026-11-21T13:30:00Z'), synced('102', '2026-11-21T12:00:00Z', {object: 'old'})], async ({status}) => {
			const {objects} = await status();
			assert.deepEqual(objects.map(({object, pending}) => [object, pending.inserts ?? 0]), lacks.has('throughput') ? [] : [['lead', 0]]);
		});

		check('keeps names as they are, in any script and with any quote', odd.map((object, index) => waiting(String(101 + index), {object})), async ({status, pending}) => {
			const {objects} = await status();
			assert.deepEqual(objects.map(({object}) => object), odd);
			for (const {object} of objects) {
				assert.equal((await pending(object, {limit: 10})).items.length, 1); // eslint-disable-line no-await-in-loop -- few
			}
		});
	});
}
