import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {ErrorCausesQuery} from '../../../source/contract/queries.ts';
import {filter} from '../sync-samples.ts';
import {failed} from './records.ts';
import type {EngineSuite} from './with-engine.ts';

const causesQuery = (other: Partial<ErrorCausesQuery> = {}): ErrorCausesQuery => ({...filter(), limit: 100, ...other});

const message = (record: number) => `Cannot insert duplicate key, record ${record}`;
const records = [
	failed('1', '2026-11-21T10:30:00Z', {message: message(10_291)}),
	failed('2', '2026-11-22T12:59:59Z', {message: message(10_292)}),
	failed('3', '2026-11-22T13:00:00Z', {message: message(10_293)}),
	failed('4', '2026-11-22T13:01:00Z', {object: 'contact', message: 'Multiple leads match'}),
];

export function causesSuite({lacks, check}: EngineSuite): void {
	describe('causes', () => {
		if (lacks.has('errors')) {
			check('are not available', [], async ({errorCauses}) => {
				await assert.rejects(errorCauses(causesQuery()), {code: 'not-supported'});
			});
			return;
		}

		check('put together errors that differ in what is masked alone, with their hours', records, async ({errorCauses}) => {
			const {causes, total} = await errorCauses(causesQuery());
			assert.equal(total, 2);
			const [first, second] = causes;
			assert.deepEqual([first?.object, first?.count, first?.firstSeenAt, first?.lastSeenAt], ['lead', 3, '2026-11-21T10:30:00.000Z', '2026-11-22T13:00:00.000Z']);
			assert.equal(first?.code, lacks.has('code') ? null : '503');
			assert.deepEqual([first?.message, first?.pattern], lacks.has('message') ? [null, ''] : [message(10_293), 'Cannot insert duplicate key, record …']);
			assert.deepEqual(first?.trend, {from: '2026-11-21T14:00:00.000Z', hours: [...Array.from({length: 22}, () => 0), 1, 1]});
			assert.deepEqual([second?.object, second?.count], ['contact', 1]);
		});

		check('follow the filter, and are as many as asked', records, async ({errorCauses}) => {
			const {causes, total} = await errorCauses(causesQuery({limit: 1}));
			assert.deepEqual([causes.length, causes[0]?.object, total], [1, 'lead', 2]);
			assert.deepEqual((await errorCauses(causesQuery({object: ['contact']}))).causes.map(({count}) => count), [1]);
			assert.deepEqual(await errorCauses(causesQuery({object: ['ghost']})), {causes: [], total: 0});
		});
	});
}
