import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createWritePace} from '../../../source/client/cache/write-pace.ts';

/** Writes that take a while, and what can be known of them. */
function writes(options: {readonly soon: number; readonly seldom: number}) {
	const startedAt: number[] = [];
	let running = 0;
	let most = 0;
	const {promise, resolve} = Promise.withResolvers<void>();
	const pace = createWritePace({...options, async write() {
		startedAt.push(performance.now());
		running++;
		most = Math.max(most, running);
		await new Promise(done => {
			setTimeout(done, 20);
		});
		running--;
		if (startedAt.length === 2) {
			resolve();
		}
	}});
	return {
		...pace, startedAt, twice: promise, most: () => most,
	};
}

describe('the pace of writes', () => {
	it('makes one write of many changes', async () => {
		const {mark, flush, startedAt} = writes({soon: 10, seldom: 10});
		for (let change = 0; change < 100; change++) {
			mark('soon');
		}

		await flush();
		assert.equal(startedAt.length, 1);
	});

	it('writes nothing where nothing was marked', async () => {
		const {flush, startedAt} = writes({soon: 10, seldom: 10});
		await flush();
		assert.equal(startedAt.length, 0);
	});

	it('never writes twice at a time, and ends when the last write has', async () => {
		const {mark, flush, most, startedAt} = writes({soon: 1, seldom: 1});
		mark('soon');
		const first = flush();
		mark('soon');
		const second = flush();
		await Promise.all([first, second]);
		assert.deepEqual([startedAt.length, most()], [2, 1]);
	});

	it('leaves a pause between writes that nobody waits for', async () => {
		const {mark, twice, startedAt} = writes({soon: 1, seldom: 150});
		mark('seldom');
		await new Promise<void>(resolve => {
			const look = () => {
				if (startedAt.length === 1) {
					resolve();
				} else {
					setImmediate(look);
				}
			};

			look();
		});
		mark('seldom');
		await twice;
		const [first = 0, second = 0] = startedAt;
		// A busy machine may take its time between the pace's look at the clock and this one.
		assert.ok(second - first >= 120, `${second - first} ms`);
	});

	it('lets what is urgent overtake what isn’t', async () => {
		const {mark, twice, startedAt, flush} = writes({soon: 1, seldom: 60_000});
		mark('soon');
		await flush();
		mark('seldom');
		mark('soon');
		await twice;
		assert.equal(startedAt.length, 2);
	});
});
