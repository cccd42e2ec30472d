import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {describe, it} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {createPoller} from '../../source/client/poller.ts';
import {follow} from '../../source/dashboard/follow.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {sampleState} from '../helpers/sample.ts';

describe('a window that isn’t looked at', () => {
	it('is polled for at a tenth of the pace, and at once when somebody looks at it again', async () => {
		const rounds = new EventEmitter();
		const interval = 40;
		const sample = sampleState();
		const store = createStore(reduce, {...sample, polling: {...sample.polling, interval}});
		const poller = createPoller({
			interval,
			tasks: () => [async () => {
				rounds.emit('round');
			}],
		});
		const unfollow = follow(store, poller);
		poller.start();
		await once(rounds, 'round');
		store.dispatch({type: 'focus-set', isFocused: false});
		const start = performance.now();
		await once(rounds, 'round');
		assert.ok(performance.now() - start > interval * 8);
		// What is shown is older by then than it may be while somebody looks.
		await pause(interval * 2);
		const back = performance.now();
		store.dispatch({type: 'focus-set', isFocused: true});
		await once(rounds, 'round');
		assert.ok(performance.now() - back < interval * 6);
		unfollow();
		poller.stop();
	});
});
