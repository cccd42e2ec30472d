/** Keeps the poller in step with the screen: what is opened is read at once, what is typed when the typing rests. */
import type {Poller} from '../client/poller.ts';
import type {Action} from './store/actions.ts';
import {wantedPage} from './store/error-selectors.ts';
import {screenOf} from './store/selectors.ts';
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
		if (pauseOf(state) !== pauseOf(last)) {
			poller.setInterval(pauseOf(state));
		}

		if (state.polling.pausedAt !== last.polling.pausedAt) {
			poller.setPaused(state.polling.pausedAt !== undefined);
		}

		if (state.errors.filter !== last.errors.filter) {
			clearTimeout(timer);
			timer = setTimeout(() => {
				poller.restart();
			}, searchDelay);
		}

		const page = pageOf(state);
		if (openedOf(state) !== openedOf(last)) {
			poller.restart();
		} else if (page !== undefined && page !== pageOf(last)) {
			poller.refresh();
		}
	});
	return () => {
		clearTimeout(timer);
		unsubscribe();
	};
}

/** Nobody looks: a tenth of the pace keeps the screen from being old when somebody does. ms. */
const unfocusedPace = 10;

function pauseOf({polling, isFocused}: State): number {
	return isFocused ? polling.interval : polling.interval * unfocusedPace;
}

/** Names the page that the reader comes to. */
function pageOf(state: State): string | undefined {
	const page = wantedPage(state);
	return page === undefined ? undefined : `${page.part} ${page.cursor ?? ''}`;
}

/** Names what the reader waits for. `connecting` and `status` are one: nobody opened the one or the other. */
function openedOf(state: State): string {
	const screen = screenOf(state);
	const typed = state.prompt?.kind === 'filter' ? 'filter' : '';
	const {opened, sort, edge} = state.errors;
	return JSON.stringify([state.tab, screen === 'connecting' ? 'status' : screen, state.status.opened, opened, sort, edge, typed]);
}
