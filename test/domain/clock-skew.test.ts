import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {nextSkew} from '../../source/domain/clock-skew.ts';

describe('the skew of two clocks', () => {
	it('is none up to half a minute', () => {
		assert.deepEqual([0, 29_500, -30_500, NaN].map(measured => nextSkew(0, measured)), [0, 0, 0, 0]);
		assert.deepEqual([29_501, -30_501].map(measured => nextSkew(0, measured)), [30_001, -30_001]);
	});

	it('stands as long as the clocks don’t change against each other', () => {
		assert.deepEqual([nextSkew(60_000, 61_000), nextSkew(60_000, 62_000), nextSkew(60_000, 10_000)], [60_000, 62_500, 0]);
	});
});
