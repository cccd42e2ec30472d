import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {dateOf, retryAfterOf} from '../../source/client/answer-times.ts';

describe('what an answer says of time', () => {
	it('is when it was made, where it says so', () => {
		assert.equal(dateOf('Sun, 22 Nov 2026 13:07:21 GMT'), Date.UTC(2026, 10, 22, 13, 7, 21));
		assert.deepEqual([undefined, '', 'soon'].map(header => dateOf(header)), [undefined, undefined, undefined]);
	});

	it('is how long to wait, in seconds or until a date, for an hour at most', () => {
		const date = Date.UTC(2026, 10, 22, 13);
		const waits = ['7', ' 0 ', '86400', 'Sun, 22 Nov 2026 13:02:00 GMT'].map(header => retryAfterOf(header, date));
		assert.deepEqual(waits, [7000, 0, 3_600_000, 120_000]);
	});

	it('is nothing where it makes no sense', () => {
		const date = Date.UTC(2026, 10, 22, 13);
		for (const header of [undefined, '', '-5', '1.5', 'soon', '99999999999', 'Sun, 22 Nov 2026 12:00:00 GMT']) {
			assert.equal(retryAfterOf(header, date), undefined, header);
		}
	});
});
