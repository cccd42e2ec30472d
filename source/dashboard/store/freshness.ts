import type {Panels, State} from './state.ts';
import {can, screenOf} from './selectors.ts';

export type Freshness = {
	readonly kind: 'connecting' | 'live' | 'stale' | 'offline' | 'paused';
	/** ms UTC of the first try that failed, where the newest did. */
	readonly since?: number;
	/** Why the newest try failed, in words from the network or the backend. */
	readonly cause?: string;
};

/** How much what is on the screen can be trusted: judged by the answers that the screen shows. */
export function freshnessOf(state: State): Freshness {
	const {panels, polling} = state;
	const shown = shownPanels(state).map(name => panels[name]);
	const [main = panels.status] = shown;
	// What isn't asked because something before it failed waits for that.
	const failing = shown.find(({failure}) => failure !== undefined)
		?? (main.data === undefined ? [panels.service, panels.status].find(({failure}) => failure !== undefined) : undefined);
	if (failing?.failure !== undefined) {
		const {message: cause, since} = failing.failure;
		const kind = main.data === undefined ? 'offline' : 'stale';
		return {kind: polling.isPaused ? 'paused' : kind, since, cause};
	}

	if (polling.isPaused) {
		return {kind: 'paused'};
	}

	return {kind: main.data === undefined ? 'connecting' : 'live'};
}

/** What the screen can't do without comes first. */
function shownPanels(state: State): ReadonlyArray<keyof Panels> {
	switch (screenOf(state)) {
		case 'errors': {
			return ['errors'];
		}

		case 'causes': {
			return [can(state, 'error-causes') ? 'causes' : 'errors'];
		}

		case 'facets': {
			return ['facets'];
		}

		case 'error': {
			return ['errors', 'error'];
		}

		case 'object': {
			return ['status', 'pending'];
		}

		case 'status': {
			return ['status', 'throughput'];
		}

		case 'connecting': {
			return ['status'];
		}
	}
}
