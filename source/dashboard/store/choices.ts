/** For which errors something can be done: the marked ones, the selected one, all that the filter lets through. */
import type {Choice} from './dialog.ts';
import {errorName} from './error-name.ts';
import {errorTotal, selectedError} from './error-selectors.ts';
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
	const all: Choice[] = state.panels.errors.isCurrent
		? [{
			key: 'a', kind: 'all', ids: undefined, count: errorTotal(state), name: '',
		}]
		: [];
	return [...several, ...one, ...all];
}
