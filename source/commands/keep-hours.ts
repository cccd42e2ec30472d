import type {Cache} from '../client/cache.ts';
import type {Throughput} from '../contract/throughput.ts';
import type {Action} from '../dashboard/store/actions.ts';
import {isCountedFromPolls} from '../dashboard/store/selectors.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';
import {
	confirmed, observe, startObserving,
} from '../domain/observed-hours.ts';
import {hoursToKeep} from '../domain/throughput.ts';

export type HourKeeper = {
	/** Polls are counted from what comes, which isn't always seen in the state: a confirmation changes nothing there. */
	hear(action: Action): void;
	end(): void;
};

/** Keeps the hours that the backend tells of from now on; where it tells of none, those that are counted from polls. */
export function keepHours(store: Store<State, Action>, cache: Cache): HourKeeper {
	let last: Throughput | undefined;
	let observed = startObserving(cache.hours());
	const show = () => {
		// An hour that the backend forgets while this run lasts is remembered, too.
		store.dispatch({type: 'recalled', hours: cache.hours()});
	};

	const unsubscribe = store.subscribe(() => {
		const {panels, now} = store.getState();
		const {data, isRecalled} = panels.throughput;
		if (data === undefined || data === last || isRecalled === true) {
			return;
		}

		last = data;
		cache.keepHours(hoursToKeep(data), now);
		show();
	});

	return {
		hear(action) {
			if ((action.type !== 'answered' && action.type !== 'confirmed') || action.panel !== 'status') {
				return;
			}

			const state = store.getState();
			const at = action.at + state.clockSkew;
			if (action.type === 'confirmed') {
				observed = confirmed(observed, at);
			} else if (isCountedFromPolls(state)) {
				observed = observe(observed, {status: action.data, answeredAt: at, heldAt: at}, state.zone.offset);
				cache.keepHours(observed.hours, state.now);
				show();
			}
		},
		end: unsubscribe,
	};
}
