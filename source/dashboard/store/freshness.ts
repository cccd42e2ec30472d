/** How much what is on the screen can be trusted: judged by the answers that the screen shows. */
import {isOutage} from '../../client/back-off.ts';
import {formatAge} from '../../domain/age.ts';
import {words} from '../../i18n/words.ts';
import type {Panel, Panels, State} from './state.ts';
import {can, localNow, screenOf} from './selectors.ts';

export type Freshness = {
	/**
	`live`: confirmed by the newest try, and the one under way hasn't waited for long. `stale`: of the last run, or the backend answers, but not with this. `offline`: it doesn't answer at all, or there is
	nothing to show. `connecting`: nothing has failed yet, and nothing come.
	*/
	readonly kind: 'connecting' | 'live' | 'stale' | 'offline' | 'paused';
	/** When what is shown was last known to hold, where that isn't now; when polling was paused. ms UTC by the clock here. */
	readonly asOf?: number | undefined;
	/** Why the newest try failed, in words from the network or the backend. */
	readonly cause?: string;
	/** When the next try is, ms UTC by the clock here; none while polling is paused. */
	readonly nextTryAt?: number | undefined;
	/** What else on the screen could not be read, and why, while the main part of it could. */
	readonly aside?: {readonly panel: keyof Panels; readonly cause: string; readonly asOf: number | undefined} | undefined;
};

export function freshnessOf(state: State): Freshness {
	const {panels, polling} = state;
	const [mainName, ...others] = shownPanels(state);
	const main = panels[mainName];
	const failed = main.failure === undefined && main.data === undefined ? waitedFor(panels) : main;
	const isPaused = polling.pausedAt !== undefined;
	if (failed?.failure !== undefined) {
		const {message: cause, code, nextTryAt} = failed.failure;
		const kind = main.data === undefined || isOutage(code) ? 'offline' : 'stale';
		if (isPaused) {
			return {kind: 'paused', asOf: main.asOf, cause};
		}

		return {
			kind, asOf: main.asOf, cause, nextTryAt,
		};
	}

	if (isPaused) {
		return {kind: 'paused', asOf: main.isRecalled === true ? main.asOf : polling.pausedAt};
	}

	if (main.isRecalled === true) {
		return {kind: 'stale', asOf: main.asOf};
	}

	if (main.data !== undefined && state.slowSince !== undefined) {
		return {kind: 'stale', asOf: main.asOf, cause: words.noAnswerFor(formatAge(localNow(state) - state.slowSince))};
	}

	return main.data === undefined ? {kind: 'connecting'} : {kind: 'live', aside: asideOf(panels, others)};
}

/** What isn't asked because something before it failed waits for that. */
function waitedFor({service, status}: Panels): Panel<unknown> | undefined {
	return [service, status].find(({failure}) => failure !== undefined);
}

function asideOf(panels: Panels, names: ReadonlyArray<keyof Panels>): Freshness['aside'] {
	for (const panel of names) {
		const {failure, asOf} = panels[panel];
		if (failure !== undefined) {
			return {panel, cause: failure.message, asOf};
		}
	}

	return undefined;
}

/** True while something on the screen tells the time by the second. */
export function showsSeconds(state: State): boolean {
	const {kind, asOf, nextTryAt} = freshnessOf(state);
	const isYoung = asOf !== undefined && localNow(state) - asOf < 60_000;
	return (kind === 'stale' || kind === 'offline') && (nextTryAt !== undefined || isYoung || state.slowSince !== undefined);
}

/** Whole seconds, rounded up; 0 where the time has come. */
export function secondsUntil(at: number | undefined, now: number): number | undefined {
	return at === undefined ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

/** True where the data must not be taken for the present. */
export function isOld(state: State): boolean {
	const {kind} = freshnessOf(state);
	return kind === 'stale' || kind === 'offline';
}

/** What the screen can't do without comes first. */
function shownPanels(state: State): readonly [keyof Panels, ...Array<keyof Panels>] {
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
			return state.status.view === 'last-hour' && can(state, 'throughput') ? ['throughput', 'status'] : ['status', 'throughput'];
		}

		case 'connecting': {
			return ['status'];
		}
	}
}
