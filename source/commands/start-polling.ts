/** Wires the store to the backend: what the open screen needs is asked, again and again. */
import type {Client} from '../client/http.ts';
import {createPoller} from '../client/poller.ts';
import {feedOf} from '../dashboard/feed.ts';
import {follow} from '../dashboard/follow.ts';
import type {Action} from '../dashboard/store/actions.ts';
import {isOld} from '../dashboard/store/freshness.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';

export type Polling = Disposable & {
	/** Asks now, whatever rests after a failure. */
	refresh(): void;
	/** A round now, because something has changed in the backend. */
	again(): void;
};

/** The first round begins at once. */
export function startPolling(store: Store<State, Action>, client: Client): Polling {
	const feed = feedOf({store, client, clock: Date.now});
	const poller = createPoller({tasks: feed.tasks, retryAt: feed.retryAt, interval: store.getState().polling.interval});
	const unfollow = follow(store, poller);
	poller.start();
	return {
		refresh() {
			feed.hurry();
			if (isOld(store.getState())) {
				// A question that hangs is dropped, and asked anew.
				poller.restart();
			} else {
				poller.refresh();
			}
		},
		again: poller.refresh,
		[Symbol.dispose]() {
			unfollow();
			poller.stop();
		},
	};
}
