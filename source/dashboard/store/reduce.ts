/** (state, action) → state: the whole behaviour of the dashboard between the keys and the views. */
import type {Action} from './actions.ts';
import {cursorAt, moveCursor, untouchedCursor} from './cursor.ts';
import {reducePanels} from './reduce-panels.ts';
import {reducePrompt} from './reduce-prompt.ts';
import {
	errorIds, listHeight, queueKeys, rowKeys, screenOf, selectLayout,
} from './selectors.ts';
import type {State} from './state.ts';

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'asked':
		case 'answered':
		case 'errors-answered':
		case 'confirmed':
		case 'failed': {
			return reducePanels(state, action);
		}

		case 'prompt-opened':
		case 'prompt-edited':
		case 'prompt-accepted':
		case 'prompt-cancelled': {
			return reducePrompt(state, action);
		}

		case 'recalled': {
			return {...state, recalled: action.hours};
		}

		case 'ticked': {
			return action.now === state.now ? state : {...state, now: action.now};
		}

		case 'resized': {
			const {columns, rows} = action;
			return columns === state.size.columns && rows === state.size.rows ? state : {...state, size: {columns, rows}};
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

		case 'error-opened': {
			return openError(state, action.id);
		}

		case 'error-stepped': {
			const ids = errorIds(state);
			const at = ids.indexOf(state.errors.opened ?? '');
			// The record that followed one that has left the list stands in its place now.
			const from = at === -1 && action.by === 1 ? state.errors.cursor.index - 1 : (at === -1 ? state.errors.cursor.index : at);
			const id = ids[from + action.by];
			return id === undefined ? state : openError(state, id);
		}

		case 'left': {
			return left(state);
		}

		case 'sorted': {
			const {view, sort} = state.status;
			return {...state, status: {...state.status, sort: {...sort, [view]: action.order}}};
		}

		case 'pause-set': {
			return {...state, polling: {...state.polling, isPaused: action.isPaused}};
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

function openError(state: State, id: string): State {
	const {errors} = state;
	return {
		...state, errors: {
			...errors, opened: id, scroll: 0, cursor: cursorAt(id, errorIds(state), listHeight(state), errors.cursor),
		},
	};
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

		case 'errors': {
			return errors.filter === '' ? state : {...state, errors: {...errors, filter: '', cursor: untouchedCursor}};
		}

		case 'status': {
			return status.filter === '' ? state : {...state, status: {...status, filter: ''}};
		}

		case 'connecting': {
			return state;
		}
	}
}

function moved(state: State, move: Parameters<typeof moveCursor>[3]): State {
	const {status, errors} = state;
	if (state.help !== undefined) {
		return {...state, help: scrolled(state.help, move, selectLayout(state).body)};
	}

	switch (screenOf(state)) {
		case 'status': {
			return {...state, status: {...status, cursor: moveCursor(status.cursor, rowKeys(state), listHeight(state), move)}};
		}

		case 'errors': {
			return {...state, errors: {...errors, cursor: moveCursor(errors.cursor, errorIds(state), listHeight(state), move)}};
		}

		case 'object': {
			const keys = queueKeys(state.panels.pending.data?.items);
			return {...state, status: {...status, queueCursor: moveCursor(status.queueCursor, keys, listHeight(state), move)}};
		}

		case 'error': {
			return {...state, errors: {...errors, scroll: scrolled(errors.scroll, move, selectLayout(state).body)}};
		}

		case 'connecting': {
			return state;
		}
	}
}

/** The view cuts what is too far: how long a text is depends on its width. */
function scrolled(top: number, move: Parameters<typeof moveCursor>[3], height: number): number {
	const page = Math.max(1, height - 1);
	const half = Math.max(1, Math.floor(height / 2));
	const steps: Record<typeof move, number> = {
		up: -1, down: 1, 'page-up': -page, 'page-down': page, 'half-up': -half, 'half-down': half, home: -Infinity, end: farDown,
	};
	return Math.max(0, Math.min(farDown, top + steps[move]));
}

/** Farther than any text here is long. */
const farDown = 1_000_000;
