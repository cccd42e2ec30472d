import type {Cache, KeptViews} from '../client/cache.ts';
import type {Action} from '../dashboard/store/actions.ts';
import type {Cursor} from '../dashboard/store/cursor.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';

/** Keeps how the screens stand from now on. Returns what gives the cache the last of it, and ends that. */
export function keepViews(store: Store<State, Action>, cache: Cache): () => void {
	let before = store.getState();
	/** When the errors were on the screen last; until they have been, an earlier run's time stands. */
	let errorsVisitedAt = cache.kept.views?.errorsVisitedAt;
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
		if (state.prompt !== undefined) {
			return;
		}

		if (last.prompt !== undefined || chosenOf(state).some((value, index) => value !== chosenOf(last)[index])) {
			cache.keepViews(viewsOf(state, errorsVisitedAt));
		} else if (cursorsOf(state).some((cursor, index) => cursor !== cursorsOf(last)[index])) {
			cache.keepViews(viewsOf(state, errorsVisitedAt), false);
		}
	});
	return () => {
		unsubscribe();
		const state = seen();
		cache.keepViews(viewsOf(state, errorsVisitedAt));
	};
}

/** What changes with a decision of the reader. */
const chosenOf = ({tab, status, errors, history}: State): readonly unknown[] =>
	[tab, status.view, status.filter, status.sort, errors.view, errors.filter, errors.sort, history];

/** What changes with each arrow key. */
const cursorsOf = ({status, errors}: State): readonly Cursor[] => [status.cursor, errors.cursor, errors.causeCursor];

function viewsOf({status, errors, history, prompt, tab}: State, errorsVisitedAt: number | undefined): KeptViews {
	const kept = (of: State['tab'], filter: string) => prompt?.kind === 'filter' && tab === of ? prompt.before : filter;
	return {
		tab,
		statusView: status.view,
		errorsView: errors.view,
		sort: {...status.sort, errors: errors.sort},
		filters: {status: kept('status', status.filter), errors: kept('errors', errors.filter)},
		history: {status: [...history.status], errors: [...history.errors]},
		selected: {status: placeOf(status.cursor), errors: placeOf(errors.cursor), causes: placeOf(errors.causeCursor)},
		errorsVisitedAt,
	};
}

/** A list that wasn't touched has no selection to come back to. */
function placeOf({key, index, line}: Cursor): NonNullable<KeptViews['selected']>['status'] {
	return key === undefined ? undefined : {key, index, line: Number.isFinite(line) ? line : 0};
}
