/** How answers and failures change the state. An answer to a question that is no longer asked changes nothing. */
import type {Action, PanelName} from './actions.ts';
import {mergePage} from './error-list.ts';
import {isFromEnd} from './errors-key.ts';
import type {Panel, Panels, State} from './state.ts';

type PanelAction = Extract<Action, {type: 'asked' | 'answered' | 'errors-answered' | 'confirmed' | 'failed' | 'slowed'}>;

export function reducePanels(state: State, action: PanelAction): State {
	if (action.type === 'slowed') {
		const panels = Object.entries(state.panels).map(([name, panel]) => [name, {...panel, asOf: action.asOf.get(name as PanelName) ?? panel.asOf}]);
		return {...state, now: action.at + state.clockSkew, slowSince: state.slowSince ?? action.since, panels: Object.fromEntries(panels) as Panels};
	}

	const panel = state.panels[action.type === 'errors-answered' ? 'errors' : action.panel];
	if (action.type === 'asked') {
		const {key, isOther} = action;
		return key === panel.key
			? state
			: withPanel(state, action.panel, {
				...panel, key, failure: undefined, isCurrent: false, ...(isOther && {data: undefined, asOf: undefined, isRecalled: false}),
			});
	}

	if (action.key !== panel.key) {
		return state;
	}

	const {key, at} = action;
	const timed = {...state, now: Math.max(state.now, at + state.clockSkew)};
	switch (action.type) {
		case 'answered': {
			return withPanel(timed, action.panel, {
				key, data: action.data, isCurrent: true, failure: undefined, asOf: at,
			});
		}

		case 'errors-answered': {
			// Until the first answer to a new question, what stands in the list answers the old one.
			const list = panel.isCurrent ? state.panels.errors.data : undefined;
			const merged = mergePage(list, action.page, action.part, action.cursor, isFromEnd(key));
			// At the first row the reader sees what comes.
			const isAtTop = state.errors.edge === 'top' && state.errors.cursor.key === undefined;
			return withPanel(timed, 'errors', {
				key, data: isAtTop && merged.arrived > 0 ? {...merged, arrived: 0} : merged, isCurrent: true, failure: undefined, asOf: at,
			});
		}

		case 'confirmed': {
			// The clock stands still as well: nothing changed, so nothing is drawn.
			return panel.isCurrent && panel.failure === undefined
				? state
				: withPanel(timed, action.panel, {
					key, data: panel.data, isCurrent: true, failure: undefined, asOf: at,
				});
		}

		case 'failed': {
			const {code, message, nextTryAt, asOf = panel.asOf} = action;
			const failure = {code, message, nextTryAt};
			// What was just said goes: that the backend fails matters more. It is said once.
			const notice = panel.failure === undefined ? undefined : state.notice;
			return withPanel({...timed, notice}, action.panel, {...panel, failure, asOf});
		}
	}
}

/** TypeScript can't see that a panel and its data come from one action; the action's own type holds them together. */
type AnyPanel = Panel<unknown>;

function withPanel(state: State, name: PanelName, panel: AnyPanel): State {
	return {...state, panels: {...state.panels, [name]: panel as Panels[PanelName]}};
}
