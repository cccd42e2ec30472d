import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {sparkline} from '../../source/domain/sparkline.ts';
import {anyOther, hoursByObject, statisticsOf, type Hour} from '../../source/domain/throughput.ts';

const hoursOf = (byObject: ReadonlyMap<string, readonly Hour[]>, object: string) => byObject.get(object) ?? byObject.get(anyOther) ?? [];

const answer = {
	from: '2026-11-22T07:15:00Z',
	to: '2026-11-22T11:15:00Z',
	resolution: 'PT1H' as const,
	coverage: {from: '2026-11-22T08:15:00Z', to: '2026-11-22T11:15:00Z'},
	buckets: [
		{object: 'lead', start: '2026-11-22T10:15:00Z', synced: 40, failed: 1},
		{object: 'lead', start: '2026-11-22T08:15:00.000Z', synced: 20, failed: 0},
	],
};

const window = {from: Date.parse(answer.from), to: Date.parse(answer.to)};

describe('throughput by the hour', () => {
	const byObject = hoursByObject(answer, window);
	const synced = (object: string) => hoursOf(byObject, object).map(hour => hour.synced?.value);

	it('puts each bucket into its hour, counted from where the answer begins', () => {
		assert.deepEqual(synced('lead'), [undefined, 20, 0, 40]);
		assert.equal(hoursOf(byObject, 'lead')[3]?.start, Date.parse('2026-11-22T10:15:00Z'));
	});

	it('takes a missing bucket inside the coverage for 0, and outside for unknown', () => {
		assert.deepEqual(synced('account'), [undefined, 0, 0, 0]);
	});

	it('knows nothing of missing buckets where the backend names no coverage', () => {
		assert.deepEqual(hoursOf(hoursByObject({...answer, coverage: null}, window), 'lead').map(hour => hour.synced?.value), [undefined, 20, undefined, 40]);
	});

	it('takes an hour that is covered in part for at least what it says', () => {
		const partly = {...answer, coverage: {from: '2026-11-22T08:20:00Z', to: '2026-11-22T11:00:00Z'}};
		assert.deepEqual(hoursOf(hoursByObject(partly, window), 'lead').map(hour => hour.synced && `${hour.synced.quality} ${hour.synced.value}`), [
			undefined, 'at-least 20', 'exact 0', 'at-least 40',
		]);
	});

	it('adds up the quarters of a backend that answers in quarters', () => {
		const buckets = ['07:15', '07:30', '07:45', '08:00'].map(clock => ({object: 'lead', start: `2026-11-22T${clock}:00Z`, synced: 100, failed: 1}));
		const quarters = {...answer, resolution: 'PT15M' as const, coverage: null, buckets};
		assert.deepEqual(hoursOf(hoursByObject(quarters, window), 'lead').map(hour => [hour.synced?.value, hour.failed?.value])[0], [400, 4]);
	});

	it('leaves out what lies outside the window, and hours of another clock', () => {
		const narrow = {from: window.from + 3_600_000, to: window.from + 7_200_000};
		assert.deepEqual(hoursOf(hoursByObject(answer, narrow), 'lead').map(hour => hour.synced?.value), [20]);
		const shifted = {...answer, buckets: [{object: 'lead', start: '2026-11-22T08:00:00Z', synced: 9, failed: 0}]};
		assert.deepEqual(hoursOf(hoursByObject(shifted, window), 'lead').map(hour => hour.synced?.value), [undefined, 0, 0, 0]);
	});

	it('gives maximum, average and minimum of the known hours', () => {
		const {max, average, min} = statisticsOf(hoursOf(byObject, 'lead'));
		assert.deepEqual([max?.value, average?.value, min?.value], [40, 20, 0]);
		assert.equal(statisticsOf([]).max, undefined);
	});
});

describe('a sparkline', () => {
	it('is scaled to its largest value; unknown is not 0, and a little is not nothing', () => {
		assert.equal(sparkline([0, 1, 50, 100, undefined], ['0', '1', '2', '3', '4'], '?'), '0124?');
	});
});
