/** How answers and failures change the state. An answer to a question that is no longer asked changes nothing. */
import type {Action, PanelName} from './actions.ts';
import {mergePage} from './error-list.ts';
import {isFromEnd} from './errors-key.ts';
import type {Panel, Panels, State} from './state.ts';

type PanelAction = Extract<Action, {type: 'asked' | 'answered' | 'errors-answered' | 'confirmed' | 'failed'}>;

export function reducePanels(state: State, action: PanelAction): State {
	const panel = state.panels[action.type === 'errors-answered' ? 'errors' : action.panel];
	if (action.type === 'asked') {
		const {key, isOther} = action;
		return key === panel.key
			? state
			: withPanel(state, action.panel, {
				...panel, key, failure: undefined, isCurrent: false, ...(isOther && {data: undefined}),
			});
	}

	if (action.key !== panel.key) {
		return state;
	}

	const timed = {...state, now: Math.max(state.now, action.at)};
	switch (action.type) {
		case 'answered': {
			return withPanel(timed, action.panel, {
				key: action.key, data: action.data, isCurrent: true, failure: undefined,
			});
		}

		case 'errors-answered': {
			// Until the first answer to a new question, what stands in the list answers the old one.
			const list = panel.isCurrent ? state.panels.errors.data : undefined;
			const merged = mergePage(list, action.page, action.part, action.cursor, isFromEnd(action.key));
			// At the first row the reader sees what comes.
			const isAtTop = state.errors.edge === 'top' && state.errors.cursor.key === undefined;
			return withPanel(timed, 'errors', {
				key: action.key, data: isAtTop && merged.arrived > 0 ? {...merged, arrived: 0} : merged, isCurrent: true, failure: undefined,
			});
		}

		case 'confirmed': {
			// The clock stands still as well: nothing changed, so nothing is drawn.
			return panel.isCurrent && panel.failure === undefined
				? state
				: withPanel(timed, action.panel, {...panel, isCurrent: true, failure: undefined});
		}

		case 'failed': {
			const {message, at} = action;
			return panel.failure?.message === message
				? state
				: withPanel({...timed, notice: undefined}, action.panel, {...panel, failure: {message, since: panel.failure?.since ?? at}});
		}
	}
}

/** TypeScript can't see that a panel and its data come from one action; the action's own type holds them together. */
type AnyPanel = Panel<unknown>;

function withPanel(state: State, name: PanelName, panel: AnyPanel): State {
	return {...state, panels: {...state.panels, [name]: panel as Panels[PanelName]}};
}
