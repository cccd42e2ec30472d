/** For which errors something can be done: the marked ones, the selected one, all that the filter lets through. */
import type {Choice} from './dialog.ts';
import {errorName} from './error-name.ts';
import {
	errorTotal, filterQuery, iso, isCurrentList, selectedError, selectErrors,
} from './error-selectors.ts';
import type {State} from './state.ts';

export function choicesFor(state: State): readonly Choice[] {
	const {marked, opened} = state.errors;
	const error = selectedError(state);
	const one: Choice[] = error === undefined
		? []
		: [{
			key: '1', kind: 'one', ids: [error.id], count: {value: 1, quality: 'exact'}, name: errorName(error),
		}];
	if (opened !== undefined) {
		return one;
	}

	const several: Choice[] = marked.size === 0
		? []
		: [{
			key: 'm', kind: 'marked', ids: marked.keys().toArray(), count: {value: marked.size, quality: 'exact'}, name: '',
		}];
	const all: Choice[] = isCurrentList(state)
		? [{
			key: 'a', kind: 'all', ids: undefined, filter: boundFilter(state), count: errorTotal(state), name: '',
		}]
		: [];
	return [...several, ...one, ...all];
}

/** The filter, up to the newest error that could be meant: those that come while the question stands are not. */
function boundFilter(state: State): Record<string, string[]> {
	const query = filterQuery(state);
	if (!query.has('to')) {
		const newest = selectErrors(state).items.reduce((latest, {occurredAt}) => Math.max(latest, Date.parse(occurredAt)), state.now);
		query.append('to', iso(newest + 1));
	}

	return Object.fromEntries([...new Set(query.keys())].map(name => [name, query.getAll(name)]));
}
