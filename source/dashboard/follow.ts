/** Keeps the poller in step with the screen: what is opened is read at once, what is typed when the typing rests. */
import type {Poller} from '../client/poller.ts';
import type {Action} from './store/actions.ts';
import {errorsQuery, screenOf, wantedPage} from './store/selectors.ts';
import type {State} from './store/state.ts';
import type {Store} from './store/store.ts';

/** ms without a key until a search is sent. */
export const searchDelay = 150;

/** Returns what ends it. */
export function follow(store: Store<State, Action>, poller: Poller): () => void {
	let before = store.getState();
	let timer: NodeJS.Timeout | undefined;
	const unsubscribe = store.subscribe(() => {
		const state = store.getState();
		const last = before;
		before = state;
		if (state.polling.interval !== last.polling.interval) {
			poller.setInterval(state.polling.interval);
		}

		if (state.polling.isPaused !== last.polling.isPaused) {
			poller.setPaused(state.polling.isPaused);
		}

		if (state.errors.filter !== last.errors.filter && searchOf(state) !== searchOf(last)) {
			clearTimeout(timer);
			timer = setTimeout(() => {
				poller.restart();
			}, searchDelay);
		}

		const page = wantedPage(state);
		if (openedOf(state) !== openedOf(last)) {
			poller.restart();
		} else if (page !== undefined && page !== wantedPage(last)) {
			poller.refresh();
		}
	});
	return () => {
		clearTimeout(timer);
		unsubscribe();
	};
}

const searchOf = (state: State): string => errorsQuery(state).toString();

/** Names what the reader waits for. `connecting` and `status` are one: nobody opened the one or the other. */
function openedOf(state: State): string {
	const screen = screenOf(state);
	return `${state.tab} ${screen === 'connecting' ? 'status' : screen} ${state.status.opened ?? ''} ${state.errors.opened ?? ''}`;
}
