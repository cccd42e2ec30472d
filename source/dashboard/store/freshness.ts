import type {State} from './state.ts';
import {screenOf} from './selectors.ts';

export type Freshness = {
	readonly kind: 'connecting' | 'live' | 'stale' | 'offline' | 'paused';
	/** ms UTC of the first try that failed, where the newest did. */
	readonly since?: number;
	/** Why the newest try failed, in words from the network or the backend. */
	readonly cause?: string;
};

/** How much what is on the screen can be trusted: judged by the answer that the screen shows, not by its neighbours. */
export function freshnessOf(state: State): Freshness {
	const {panels, polling} = state;
	const screen = screenOf(state);
	const panel = screen === 'errors' || screen === 'error' ? panels.errors : panels.status;
	if (panel.failure !== undefined) {
		const {message: cause, since} = panel.failure;
		return {kind: panel.data === undefined ? 'offline' : 'stale', since, cause};
	}

	return polling.isPaused ? {kind: 'paused'} : {kind: panel.data === undefined ? 'connecting' : 'live'};
}
