import type {Cache} from '../client/cache.ts';
import type {Throughput} from '../contract/throughput.ts';
import type {Action} from '../dashboard/store/actions.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';
import {hoursToKeep} from '../domain/throughput.ts';

/** Brings the hours of earlier runs into the store, and keeps those that the backend tells of from now on. Returns what ends that. */
export function keepHours(store: Store<State, Action>, cache: Cache): () => void {
	store.dispatch({type: 'recalled', hours: cache.hours()});
	let last: Throughput | undefined;
	const look = () => {
		const {panels, now} = store.getState();
		const {data} = panels.throughput;
		if (data === undefined || data === last) {
			return;
		}

		last = data;
		void cache.keep(hoursToKeep(data), now);
		// An hour that the backend forgets while this run lasts is remembered, too.
		store.dispatch({type: 'recalled', hours: cache.hours()});
	};

	// An answer may have come while the file was read.
	look();
	return store.subscribe(look);
}
