/** (state, action) → state: the whole behaviour of the dashboard between the keys and the views. */
import type {Action} from './actions.ts';
import {moveCursor, untouchedCursor, type Move} from './cursor.ts';
import {moveInErrors, reduceErrors, withErrorFilter} from './reduce-errors.ts';
import {reducePanels} from './reduce-panels.ts';
import {reducePrompt} from './reduce-prompt.ts';
import {
	listHeight, localNow, queueKeys, rowKeys, screenOf, selectLayout,
} from './selectors.ts';
import type {State} from './state.ts';

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'asked':
		case 'answered':
		case 'errors-answered':
		case 'confirmed':
		case 'failed':
		case 'slowed': {
			return reducePanels(state, action);
		}

		case 'prompt-opened':
		case 'prompt-edited':
		case 'prompt-recalled':
		case 'prompt-accepted':
		case 'prompt-cancelled': {
			return reducePrompt(state, action);
		}

		case 'recalled': {
			return action.hours === state.recalled ? state : {...state, recalled: action.hours};
		}

		case 'cache-checked': {
			return action.problem === state.cacheProblem ? state : {...state, cacheProblem: action.problem};
		}

		case 'ticked': {
			const now = action.now + state.clockSkew;
			return now === state.now ? state : {...state, now};
		}

		case 'slow-ended': {
			return {...state, slowSince: undefined};
		}

		case 'skew-measured': {
			return {...state, now: localNow(state) + action.skew, clockSkew: action.skew};
		}

		case 'resized': {
			const {columns, rows} = action;
			return columns === state.size.columns && rows === state.size.rows ? state : {...state, size: {columns, rows}};
		}

		case 'focus-set': {
			return action.isFocused === state.isFocused ? state : {...state, isFocused: action.isFocused};
		}

		case 'moved': {
			return moved(state, action.move);
		}

		case 'tab-chosen': {
			return {...state, tab: action.tab, help: undefined};
		}

		case 'view-chosen': {
			return {...state, status: {...state.status, view: action.view}};
		}

		case 'object-opened': {
			return {...state, status: {...state.status, opened: action.object, queueCursor: untouchedCursor}};
		}

		case 'error-opened':
		case 'error-stepped':
		case 'errors-view-chosen':
		case 'cause-opened':
		case 'object-errors-opened':
		case 'facets-toggled':
		case 'filter-set':
		case 'mark-toggled':
		case 'marks-cleared':
		case 'error-line-chosen':
		case 'folded':
		case 'times-toggled':
		case 'errors-removed': {
			return reduceErrors(state, action);
		}

		case 'dialog-opened': {
			return {...state, dialog: action.dialog, notice: undefined};
		}

		case 'dialog-closed': {
			return {...state, dialog: undefined};
		}

		case 'export-progressed': {
			return {...state, exporting: action.exporting};
		}

		case 'left': {
			return left(state);
		}

		case 'sorted': {
			const {view, sort} = state.status;
			return state.tab === 'errors'
				? {...state, errors: {...state.errors, sort: action.order, edge: 'top', cursor: untouchedCursor}}
				: {...state, status: {...state.status, sort: {...sort, [view]: action.order}}};
		}

		case 'pause-set': {
			return {...state, polling: {...state.polling, pausedAt: action.isPaused ? localNow(state) : undefined}};
		}

		case 'interval-set': {
			return {...state, polling: {...state.polling, interval: action.interval}};
		}

		case 'help-toggled': {
			return {...state, help: state.help === undefined ? 0 : undefined};
		}

		case 'noticed': {
			return action.notice === state.notice ? state : {...state, notice: action.notice};
		}
	}
}

/** Help → filter → details: what is in front goes first. At the top nothing is left to leave. */
function left(state: State): State {
	const {status, errors} = state;
	if (state.help !== undefined) {
		return {...state, help: undefined};
	}

	switch (screenOf(state)) {
		case 'object': {
			return {...state, status: {...status, opened: undefined}};
		}

		case 'error': {
			return {...state, errors: {...errors, opened: undefined}};
		}

		case 'facets': {
			return {...state, errors: {...errors, facet: undefined}};
		}

		case 'errors': {
			return leftList(state);
		}

		case 'causes': {
			return {...state, errors: {...errors, view: 'list'}};
		}

		case 'status': {
			return status.filter === '' ? state : {...state, status: {...status, filter: ''}};
		}

		case 'connecting': {
			return state;
		}
	}
}

/** Marks → the group that was opened → the filter. */
function leftList(state: State): State {
	const {errors} = state;
	if (errors.marked.size > 0) {
		return {...state, errors: {...errors, marked: new Map()}};
	}

	return errors.outer === undefined
		? withErrorFilter(state, '')
		: withErrorFilter({...state, errors: {...errors, view: 'causes', outer: undefined}}, errors.outer);
}

function moved(state: State, move: Move): State {
	const {status} = state;
	if (state.help !== undefined) {
		return {...state, help: scrolled(state.help, move, selectLayout(state).body)};
	}

	switch (screenOf(state)) {
		case 'status': {
			return {...state, status: {...status, cursor: moveCursor(status.cursor, rowKeys(state), listHeight(state), move)}};
		}

		case 'errors':
		case 'causes':
		case 'facets': {
			return moveInErrors(state, move);
		}

		case 'object': {
			const keys = queueKeys(state.panels.pending.data?.items);
			return {...state, status: {...status, queueCursor: moveCursor(status.queueCursor, keys, listHeight(state), move)}};
		}

		// Its lines are chosen by number.
		case 'error':
		case 'connecting': {
			return state;
		}
	}
}

/** The view cuts what is too far: how long a text is depends on its width. */
function scrolled(top: number, move: Move, height: number): number {
	const page = Math.max(1, height - 1);
	const half = Math.max(1, Math.floor(height / 2));
	const steps: Record<typeof move, number> = {
		up: -1, down: 1, 'page-up': -page, 'page-down': page, 'half-up': -half, 'half-down': half, home: -Infinity, end: farDown,
	};
	return Math.max(0, Math.min(farDown, top + steps[move]));
}

/** Farther than any text here is long. */
const farDown = 1_000_000;
