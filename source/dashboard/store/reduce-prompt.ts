/** The line at the foot of the screen: a filter works while it is typed; a command waits for Enter. */
import type {Action} from './actions.ts';
import {untouchedCursor} from './cursor.ts';
import {filterOf} from './selectors.ts';
import type {State} from './state.ts';

type PromptAction = Extract<Action, {type: 'prompt-opened' | 'prompt-edited' | 'prompt-accepted' | 'prompt-cancelled'}>;

export function reducePrompt(state: State, action: PromptAction): State {
	if (action.type === 'prompt-opened') {
		const before = action.kind === 'filter' ? filterOf(state) : '';
		return {
			...state, help: undefined, notice: undefined, prompt: {
				kind: action.kind, text: before, caret: [...before].length, before,
			},
		};
	}

	const {prompt} = state;
	if (prompt === undefined) {
		return state;
	}

	switch (action.type) {
		case 'prompt-edited': {
			const {text, caret} = action;
			const edited = {...state, prompt: {...prompt, text, caret}};
			return prompt.kind === 'filter' && text !== prompt.text ? withFilter(edited, text) : edited;
		}

		case 'prompt-accepted': {
			return {...state, prompt: undefined};
		}

		case 'prompt-cancelled': {
			const closed = {...state, prompt: undefined};
			return prompt.kind === 'filter' && prompt.text !== prompt.before ? withFilter(closed, prompt.before) : closed;
		}
	}
}

/** What the filter selects is read from its first row. */
function withFilter(state: State, filter: string): State {
	return state.tab === 'status'
		? {...state, status: {...state.status, filter, cursor: untouchedCursor}}
		: {...state, errors: {...state.errors, filter, cursor: untouchedCursor}};
}
