import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createQueue} from '../../../source/backends/demo/queue.ts';

describe('the queue', () => {
	it('gives back in the order in which it was given, also after many have left', () => {
		const queue = createQueue([0, 1]);
		const left: Array<number | undefined> = [];
		for (let index = 2; index < 10_000; index++) {
			queue.push(index);
			if (index % 3 !== 0) {
				left.push(queue.shift());
			}
		}

		assert.equal(queue.size, 10_000 - left.length);
		assert.equal(queue.peek(), left.length);
		while (queue.size > 0) {
			left.push(queue.shift());
		}

		assert.deepEqual(left, Array.from({length: 10_000}, (_, index) => index));
	});

	it('is empty at its end, and goes on from there', () => {
		const queue = createQueue<string>();
		assert.equal(queue.shift(), undefined);
		assert.equal(queue.size, 0);
		queue.push('a');
		assert.equal(queue.peek(), 'a');
		assert.equal(queue.shift(), 'a');
		assert.equal(queue.peek(), undefined);
	});
});
