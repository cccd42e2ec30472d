import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Throughput} from '../../../source/contract/throughput.ts';
import {hours} from '../sync-samples.ts';
import {failed, synced, waiting} from './records.ts';
import type {EngineSuite} from './with-engine.ts';

const shown = ({buckets}: Throughput) => buckets.map(({object, start, synced: good, failed: bad}) => `${object} ${start.slice(11, 16)} ${JSON.stringify(good)}/${JSON.stringify(bad)}`);

export function hoursSuite({lacks, check}: EngineSuite): void {
	describe('throughput', () => {
		if (lacks.has('throughput')) {
			check('is not available', [], async ({throughput}) => {
				await assert.rejects(throughput(hours('2026-11-22T11:00:00Z', '2026-11-22T14:00:00Z')), {code: 'not-supported'});
			});
			return;
		}

		const bad = lacks.has('errors') ? [] : [failed('103', '2026-11-22T12:59:59Z')];
		const none = lacks.has('errors') ? 'null' : '0';
		check('has what ended in the hour in which it ended', [
			synced('101', '2026-11-22T11:59:59Z'),
			synced('102', '2026-11-22T12:00:00Z'),
			...bad,
			waiting('104'),
			...lacks.has('skipped') ? [] : [synced('105', '2026-11-22T12:20:00Z', {state: 'skipped'})],
		], async ({throughput}) => {
			const answer = await throughput(hours('2026-11-22T11:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual(shown(answer), [`lead 11:00 1/${none}`, `lead 12:00 1/${lacks.has('errors') ? 'null' : '1'}`]);
			// Of the quarter hour of the oldest end, the part before it may be gone.
			assert.deepEqual(answer.coverage, {from: '2026-11-22T12:00:00.000Z', to: '2026-11-22T13:15:00.000Z'});
		});

		check('has the hours of whoever asks: in Kathmandu they begin at a quarter past', [
			synced('101', '2026-11-22T07:14:59Z'), synced('102', '2026-11-22T07:15:00Z'), synced('103', '2026-11-22T08:00:00Z'), synced('104', '2026-11-22T08:15:00Z'),
		], async ({throughput}) => {
			assert.deepEqual(shown(await throughput(hours('2026-11-22T07:15:00Z', '2026-11-22T09:15:00Z'))), [`lead 07:15 2/${none}`, `lead 08:15 1/${none}`]);
			assert.deepEqual(
				shown(await throughput(hours('2026-11-22T07:00:00Z', '2026-11-22T08:15:00Z', {resolution: 'PT15M'}))),
				[`lead 07:00 1/${none}`, `lead 07:15 1/${none}`, `lead 08:00 1/${none}`],
			);
		});

		check('can be asked of one object', [synced('101', '2026-11-22T12:10:00Z'), synced('102', '2026-11-22T12:10:00Z', {object: 'contact'})], async ({throughput}) => {
			const of = async (object: string) => shown(await throughput(hours('2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', {object})));
			assert.deepEqual([await of('contact'), await of('ghost')], [[`contact 12:00 1/${none}`], []]);
		});

		check('is not known where nothing has ended', [waiting('101')], async ({throughput}) => {
			const {coverage, buckets} = await throughput(hours('2026-11-22T11:00:00Z', '2026-11-22T14:00:00Z'));
			assert.deepEqual([coverage, buckets], [null, []]);
		});
	});
}
