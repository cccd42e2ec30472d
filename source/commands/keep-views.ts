import type {Cache, KeptViews} from '../client/cache.ts';
import type {Action} from '../dashboard/store/actions.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';

/** Brings the filters of the last run into the store, and keeps those that are in force from now on. Returns what keeps the last of them, and ends that. */
export function keepViews(store: Store<State, Action>, cache: Cache): () => Promise<void> {
	const recalled = cache.views();
	if (recalled !== undefined) {
		store.dispatch({type: 'views-recalled', views: recalled});
	}

	let before = store.getState();
	/** When the errors were on the screen last; until they have been, an earlier run's time stands. */
	let errorsVisitedAt = recalled?.errorsVisitedAt;
	const seen = () => {
		const state = store.getState();
		if (before.tab === 'errors' && before.panels.errors.data !== undefined) {
			errorsVisitedAt = state.now;
		}

		return state;
	};

	const unsubscribe = store.subscribe(() => {
		const state = seen();
		const last = before;
		before = state;
		// Not while it is typed: what is kept is what was meant.
		const isSettled = state.prompt === undefined && (last.prompt !== undefined || filtersOf(state) !== filtersOf(last));
		if (isSettled || (last.tab === 'errors' && state.tab !== 'errors')) {
			void cache.keepViews(viewsOf(state, errorsVisitedAt));
		}
	});
	return async () => {
		unsubscribe();
		const state = seen();
		await cache.keepViews(viewsOf(state, errorsVisitedAt));
	};
}

const filtersOf = ({status, errors}: State): string => JSON.stringify([status.filter, errors.filter]);

function viewsOf({status, errors, history, prompt, tab}: State, errorsVisitedAt: number | undefined): KeptViews {
	const kept = (of: State['tab'], filter: string) => prompt?.kind === 'filter' && tab === of ? prompt.before : filter;
	return {
		filters: {status: kept('status', status.filter), errors: kept('errors', errors.filter)},
		history: {status: [...history.status], errors: [...history.errors]},
		...(errorsVisitedAt !== undefined && {errorsVisitedAt}),
	};
}
