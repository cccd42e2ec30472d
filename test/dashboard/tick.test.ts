import assert from 'node:assert/strict';
import {once, EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {tick} from '../../source/dashboard/tick.ts';
import {failedTry, now, sampleState} from '../helpers/sample.ts';

/** The sample's store, ticking, with a clock that is `before` ms before the full minute when it starts. */
function ticking(before: number) {
	const start = performance.now();
	const minute = Math.ceil(now / 60_000) * 60_000;
	const events = new EventEmitter();
	const store = createStore(reduce, sampleState());
	// The timers of a dashboard let the process end.
	const alive = setInterval(() => undefined, 1000);
	const stop = tick(store, () => minute - before + Math.floor(performance.now() - start));
	store.subscribe(() => {
		events.emit('tick');
	});
	return {
		minute,
		store,
		async next() {
			await once(events, 'tick');
			return store.getState().now;
		},
		[Symbol.dispose]() {
			clearInterval(alive);
			stop();
		},
	};
}

describe('the clock of the screen', () => {
	it('moves with the minute', async () => {
		using at = ticking(30);
		const moved = await at.next();
		assert.ok(moved >= at.minute && moved < at.minute + 500, String(moved - at.minute));
	});

	it('moves with the second while the backend fails, and with the minute again afterwards', async () => {
		using at = ticking(1030);
		at.store.dispatch(failedTry('status', '/v1/status'));
		const moved = await at.next();
		assert.ok(moved >= at.minute - 1000 && moved < at.minute - 500, String(moved - at.minute));
		at.store.dispatch({type: 'confirmed', panel: 'status', key: '/v1/status', at: now});
		assert.ok(await at.next() >= at.minute);
	});
});
