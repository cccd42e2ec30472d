import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {paced} from '../../source/dashboard/paced.ts';

/** A question that takes `took` ms on a clock of its own. */
function question() {
	let now = 0;
	let answered: string | undefined;
	const asked: string[] = [];
	const next = paced(() => now, ({key, took, isFailing = false}: {key: string; took: number; isFailing?: boolean}) => ({
		key,
		isAnswered: () => answered === key,
		async task() {
			asked.push(key);
			now += took;
			answered = isFailing ? undefined : key;
		},
	}));
	return {
		asked,
		async ask(key: string, took: number, isFailing = false) {
			await next({key, took, isFailing})?.(new AbortController().signal);
		},
		pass(ms: number) {
			now += ms;
		},
	};
}

describe('a costly question', () => {
	it('rests for twenty times as long as its answer took', async () => {
		const at = question();
		await at.ask('a', 100);
		at.pass(1999);
		await at.ask('a', 100);
		assert.deepEqual(at.asked, ['a']);
		at.pass(1);
		await at.ask('a', 100);
		assert.deepEqual(at.asked, ['a', 'a']);
	});

	it('rests for a minute at most, and not at all after a failure', async () => {
		const at = question();
		await at.ask('a', 10_000);
		at.pass(60_000);
		await at.ask('a', 10_000, true);
		await at.ask('a', 10);
		assert.equal(at.asked.length, 3);
	});

	it('is asked at once when it is another, and when it is the first again', async () => {
		const at = question();
		await at.ask('a', 100);
		await at.ask('b', 100);
		await at.ask('a', 100);
		assert.deepEqual(at.asked, ['a', 'b', 'a']);
	});
});
