import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {progressMeter} from '../../../source/client/export/progress.ts';

describe('progress', () => {
	test('is due ten times a second', () => {
		const meter = progressMeter(undefined, 0);
		assert.deepEqual([meter.isDue(99), meter.isDue(100)], [false, true]);
		meter.report(1, 1, 130);
		assert.deepEqual([meter.isDue(229), meter.isDue(230)], [false, true]);
	});

	test('has a rate, and with a total the time that is left', () => {
		const meter = progressMeter(1000, 5000);
		assert.deepEqual(meter.report(100, 2000, 6000), {records: 100, total: 1000, bytes: 2000, recordsPerSecond: 100, msLeft: 9000});
		assert.equal(progressMeter(undefined, 0).report(100, 1, 1000).msLeft, undefined);
	});

	test('has no rate and no time left while nothing comes', () => {
		const {recordsPerSecond, msLeft} = progressMeter(1000, 0).report(0, 0, 100);
		assert.deepEqual([recordsPerSecond, msLeft], [0, undefined]);
	});

	test('goes by the last seconds: a slow beginning is forgotten', () => {
		const meter = progressMeter(100_000, 0);
		meter.report(0, 0, 60_000);
		let latest = 0;
		for (let step = 1; step <= 40; step++) {
			latest = meter.report(step * 100, 0, 60_000 + step * 100).recordsPerSecond;
		}

		assert.equal(latest, 1000);
	});

	test('that is more than was said has no time left', () => {
		assert.equal(progressMeter(10, 0).report(20, 1, 100).msLeft, 0);
	});
});
