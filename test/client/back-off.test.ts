import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {backOff, createPatience} from '../../source/client/back-off.ts';

describe('the pause after a failure', () => {
	it('is anything up to a second after the first, and twice as much after each further one, up to a minute', () => {
		assert.deepEqual([1, 2, 3, 6, 7, 8, 2000].map(failures => backOff(failures, () => 1)), [1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
		assert.equal(backOff(5, () => 0.5), 8000);
		fc.assert(fc.property(fc.integer({min: 1, max: 10_000}), fc.double({min: 0, max: 1, noNaN: true}), (failures, chance) => {
			const pause = backOff(failures, () => chance);
			assert.ok(pause >= 200 && pause <= 60_000);
		}));
	});
});

describe('patience', () => {
	/** A clock that is set by hand, and no chance: each pause is the longest that it may be. */
	function patience() {
		const at = {now: 0};
		return {at, ...createPatience(() => at.now, () => 1)};
	}

	it('lets a question that failed rest, and no other', () => {
		const {at, failed, isDue, nextAt} = patience();
		assert.equal(failed('status', {code: 'status'}), 1000);
		assert.deepEqual([isDue('status'), isDue('errors'), nextAt(['errors']), nextAt(['errors', 'status'])], [false, true, undefined, 1000]);
		at.now = 1000;
		assert.ok(isDue('status'));
		assert.equal(failed('status', {code: 'status'}), 3000);
	});

	it('waits as long as the backend asks for', () => {
		const {failed} = patience();
		assert.equal(failed('status', {code: 'status', retryAfter: 90_000}), 90_000);
		assert.equal(failed('status', {code: 'status', retryAfter: 1}), 2000);
	});

	it('begins anew after an answer', () => {
		const {failed, succeeded, isFailing} = patience();
		failed('status', {code: 'status'});
		succeeded('status');
		assert.equal(isFailing('status'), false);
		assert.equal(failed('status', {code: 'status'}), 1000);
	});

	it('wakes all that waited for a backend that couldn’t be reached, once it can', () => {
		const {failed, succeeded, isDue} = patience();
		failed('status', {code: 'unreachable'});
		failed('hours', {code: 'timeout'});
		failed('errors', {code: 'status', retryAfter: 60_000});
		succeeded('status');
		assert.deepEqual([isDue('hours'), isDue('errors')], [true, false]);
	});

	it('doesn’t wait longer where the clock is set back', () => {
		const {at, failed, isDue, nextAt} = patience();
		at.now = 7_200_000;
		failed('status', {code: 'status'});
		assert.equal(isDue('status'), false);
		at.now = 3_600_000;
		assert.deepEqual([isDue('status'), nextAt(['status'])], [true, 0]);
	});

	it('asks at once when somebody wants to know', () => {
		const {failed, hurry, isDue} = patience();
		failed('status', {code: 'status', retryAfter: 60_000});
		hurry();
		assert.ok(isDue('status'));
		assert.equal(failed('status', {code: 'status'}), 2000, 'it has failed twice');
	});
});
