import assert from 'node:assert/strict';
import {EventEmitter, on, once} from 'node:events';
import {describe, it} from 'node:test';
import {createPoller, type Round} from '../../source/client/poller.ts';

/** A poller whose questions are answered by hand. */
function byHand(interval = 3_600_000) {
	const events = new EventEmitter();
	const asked: Array<{name: string; signal: AbortSignal; answer: () => void}> = [];
	const task = (name: string) => async (signal: AbortSignal) => {
		const {promise, resolve} = Promise.withResolvers<void>();
		asked.push({name, signal, answer: resolve});
		signal.addEventListener('abort', () => {
			resolve();
		});
		events.emit('asked');
		await promise;
	};

	const poller = createPoller({tasks: () => [task('a'), task('b')], interval});
	return {
		poller,
		names: () => asked.map(({name}) => name).join(''),
		newest: () => asked.at(-1),
		/** Answers the newest question and waits for the next. */
		async next() {
			const coming = once(events, 'asked');
			asked.at(-1)?.answer();
			await coming;
		},
		async question() {
			await once(events, 'asked');
		},
	};
}

describe('the poller', () => {
	it('asks one question at a time', async () => {
		const hand = byHand();
		hand.poller.start();
		assert.equal(hand.names(), 'a');
		await hand.next();
		assert.equal(hand.names(), 'ab');
		hand.poller.stop();
	});

	it('begins anew after the interval', async () => {
		const hand = byHand(5);
		hand.poller.start();
		await hand.next();
		await hand.next();
		assert.equal(hand.names(), 'aba');
		hand.poller.stop();
	});

	it('follows a round with another when it is asked to refresh meanwhile', async () => {
		const hand = byHand();
		hand.poller.start();
		hand.poller.refresh();
		await hand.next();
		await hand.next();
		assert.equal(hand.names(), 'aba');
		hand.poller.stop();
	});

	it('drops the question under way when the questions change', async () => {
		const hand = byHand();
		hand.poller.start();
		const first = hand.newest();
		hand.poller.restart();
		assert.ok(first?.signal.aborted);
		assert.equal(hand.names(), 'aa');
		await hand.next();
		assert.equal(hand.names(), 'aab');
		hand.poller.stop();
	});

	it('asks nothing while it is paused but what it is told to, and goes on afterwards', async () => {
		const hand = byHand(1);
		hand.poller.setPaused(true);
		hand.poller.refresh();
		await hand.next();
		hand.newest()?.answer();
		hand.poller.setPaused(false);
		await hand.question();
		assert.equal(hand.names(), 'aba');
		hand.poller.stop();
	});

	it('makes a round between the others for what is to be asked again, and keeps the pace of the others', async () => {
		const rounds = new EventEmitter();
		const kinds: Round[] = [];
		const again = {at: Infinity};
		const poller = createPoller({
			interval: 300,
			retryAt: () => again.at,
			tasks(round) {
				kinds.push(round);
				again.at = round === 'all' ? Date.now() + 200 : Infinity;
				return [async () => {
					rounds.emit('round');
				}];
			},
		});
		const seen = (async () => {
			for await (const _round of on(rounds, 'round')) {
				if (kinds.length >= 3) {
					return kinds;
				}
			}

			return [];
		})();
		const start = Date.now();
		poller.start();
		assert.deepEqual(await seen, ['all', 'retry', 'all']);
		assert.ok(Date.now() - start < 480, 'a round between doesn’t put off the next');
		poller.stop();
	});

	it('changes the pause that runs', async () => {
		const hand = byHand();
		hand.poller.start();
		await hand.next();
		hand.newest()?.answer();
		await Promise.resolve();
		hand.poller.setInterval(1);
		await hand.question();
		assert.equal(hand.names(), 'aba');
		hand.poller.stop();
	});

	it('ends the question under way when it stops', () => {
		const hand = byHand();
		hand.poller.start();
		hand.poller.stop();
		assert.ok(hand.newest()?.signal.aborted);
		hand.poller.refresh();
		assert.equal(hand.names(), 'a');
	});
});
