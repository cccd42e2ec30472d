/** Moves the store's clock as often as something on the screen tells the time: by the minute, or by the second while the backend fails. */
import type {Action} from './store/actions.ts';
import {showsSeconds} from './store/freshness.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';

/** `clock` in ms UTC. Returns what ends it. */
export function tick(store: Store<State, Action>, clock: () => number): () => void {
	let timer: NodeJS.Timeout | undefined;
	let unit = minute;
	const schedule = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			store.dispatch({type: 'ticked', now: clock()});
			schedule();
			// Timers may come a moment early.
		}, unit - clock() % unit + 1);
		timer.unref();
	};

	const unsubscribe = store.subscribe(() => {
		const wanted = showsSeconds(store.getState()) ? second : minute;
		if (wanted === unit) {
			return;
		}

		unit = wanted;
		schedule();
	});
	schedule();
	return () => {
		unsubscribe();
		clearTimeout(timer);
	};
}

const second = 1000;
const minute = 60 * second;
