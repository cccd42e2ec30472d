/** What keys do to Sync Errors: the list, its causes and facets, an open error, marks. */
import type {Action} from './actions.ts';
import {
	cursorAt, cursorAtEnd, moveCursor, untouchedCursor, type Move,
} from './cursor.ts';
import {withoutRows} from './error-list.ts';
import {
	causeKeys, errorIds, selectCauses, selectErrors,
} from './error-selectors.ts';
import {facetKeys} from './facet-lines.ts';
import {listHeight} from './selectors.ts';
import type {State} from './state.ts';

type ErrorsAction = Extract<Action, {type:
	| 'error-opened' | 'error-stepped' | 'errors-view-chosen' | 'cause-opened' | 'object-errors-opened' | 'facets-toggled' | 'filter-set' | 'mark-toggled' | 'marks-cleared'
	| 'error-line-chosen' | 'folded' | 'times-toggled' | 'errors-removed';}>;

export function reduceErrors(state: State, action: ErrorsAction): State {
	const {errors} = state;
	const change = (part: Partial<State['errors']>): State => ({...state, errors: {...errors, ...part}});
	switch (action.type) {
		case 'error-opened': {
			return openError(state, action.id);
		}

		case 'error-stepped': {
			const ids = errorIds(state);
			const at = ids.indexOf(errors.opened ?? '');
			// The record that followed one that has left the list stands in its place now.
			const from = at === -1 && action.by === 1 ? errors.cursor.index - 1 : (at === -1 ? errors.cursor.index : at);
			const id = ids[from + action.by];
			return id === undefined ? state : openError(state, id);
		}

		case 'errors-view-chosen': {
			return change({view: action.view, opened: undefined, facet: undefined, outer: undefined});
		}

		case 'cause-opened': {
			return withErrorFilter(change({view: 'list', outer: errors.filter}), action.filter);
		}

		case 'object-errors-opened': {
			const fresh = change({
				view: 'list', opened: undefined, facet: undefined, outer: undefined,
			});
			return {...withErrorFilter(fresh, action.filter), tab: 'errors', help: undefined};
		}

		case 'facets-toggled': {
			return change({facet: errors.facet === undefined ? untouchedCursor : undefined});
		}

		case 'filter-set': {
			return withErrorFilter(state, action.filter);
		}

		case 'mark-toggled': {
			const marked = new Map(errors.marked);
			if (!marked.delete(action.id)) {
				marked.set(action.id, action.name);
			}

			return change({marked});
		}

		case 'marks-cleared': {
			return errors.marked.size === 0 ? state : change({marked: new Map()});
		}

		case 'error-line-chosen': {
			return action.line === errors.line ? state : change({line: action.line});
		}

		case 'folded': {
			return change({line: action.line, unfolded: action.unfolded});
		}

		case 'times-toggled': {
			return change({areTimesRelative: !errors.areTimesRelative});
		}

		case 'errors-removed': {
			const {ids} = action;
			const marked = ids === undefined ? new Map<string, string>() : new Map(errors.marked.entries().filter(([id]) => !ids.includes(id)));
			return removed(change({marked}), ids);
		}
	}
}

function openError(state: State, id: string): State {
	const {errors} = state;
	return {
		...state, errors: {
			...errors, opened: id, line: 0, unfolded: new Set(), cursor: cursorAt(id, errorIds(state), listHeight(state), errors.cursor),
		},
	};
}

/** What the filter selects is read from its first row. */
export function withErrorFilter(state: State, filter: string): State {
	return filter === state.errors.filter
		? state
		: {
			...state, errors: {
				...state.errors, filter, edge: 'top', cursor: untouchedCursor, causeCursor: untouchedCursor, marked: new Map(),
			},
		};
}

/** What isn't named is read again. */
function removed(state: State, ids: readonly string[] | undefined): State {
	const {errors} = state.panels;
	if (ids === undefined) {
		return {
			...state,
			errors: {...state.errors, edge: 'top', cursor: untouchedCursor},
			panels: {...state.panels, errors: {...errors, isCurrent: false}},
		};
	}

	return errors.data === undefined ? state : {...state, panels: {...state.panels, errors: {...errors, data: withoutRows(errors.data, new Set(ids))}}};
}

/** Home and End go to the ends of the whole list: where that end hasn't been read, it is read from there. */
export function moveInErrors(state: State, move: Move): State {
	const {errors} = state;
	const list = selectErrors(state);
	if (errors.facet !== undefined) {
		return {...state, errors: {...errors, facet: moveCursor(errors.facet, facetKeys(state), listHeight(state), move)}};
	}

	if (errors.view === 'causes') {
		const {causes} = selectCauses(state);
		return {...state, errors: {...errors, causeCursor: moveCursor(errors.causeCursor, causeKeys(causes), listHeight(state), move)}};
	}

	const listEdge = list.isFromEnd ? 'end' : 'top';
	const isAtHand = (edge: 'top' | 'end') => errors.edge === listEdge && (edge === listEdge ? list.first === 0 : list.nextCursor === undefined);
	if (move === 'home' && !isAtHand('top')) {
		return {...state, errors: {...errors, edge: 'top', cursor: untouchedCursor}};
	}

	if (move === 'end' && !isAtHand('end')) {
		return {...state, errors: {...errors, edge: 'end', cursor: cursorAtEnd}};
	}

	return atTop({...state, errors: {...errors, cursor: moveCursor(errors.cursor, errorIds(state), listHeight(state), move)}});
}

/** Who is back at the first row has seen what came. */
function atTop(state: State): State {
	const {panels, errors} = state;
	const list = panels.errors.data;
	return list === undefined || list.arrived === 0 || errors.cursor.key !== undefined
		? state
		: {...state, panels: {...panels, errors: {...panels.errors, data: {...list, arrived: 0}}}};
}
