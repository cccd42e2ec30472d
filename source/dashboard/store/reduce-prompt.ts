/** The line at the foot of the screen: a filter works while it is typed; a command and a file's name wait for Enter. */
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import type {Action} from './actions.ts';
import {untouchedCursor} from './cursor.ts';
import {filterFields} from './filter-fields.ts';
import {withErrorFilter} from './reduce-errors.ts';
import {filterOf} from './selectors.ts';
import type {Prompt, State, Tab} from './state.ts';

type PromptAction = Extract<Action, {type: 'prompt-opened' | 'prompt-edited' | 'prompt-recalled' | 'prompt-accepted' | 'prompt-cancelled'}>;

/** How many earlier filters of a tab are remembered. */
const maxHistory = 50;

export function reducePrompt(state: State, action: PromptAction): State {
	if (action.type === 'prompt-opened') {
		const before = action.kind === 'filter' ? filterOf(state) : '';
		const text = action.text ?? before;
		return {
			...state, help: undefined, notice: undefined, prompt: {
				kind: action.kind, text, caret: [...text].length, before,
			},
		};
	}

	const {prompt} = state;
	if (prompt === undefined) {
		return state;
	}

	switch (action.type) {
		case 'prompt-edited': {
			const {text, caret, completing} = action;
			return withText(state, {
				...prompt, text, caret, completing, recalled: text === prompt.text ? prompt.recalled : undefined,
			});
		}

		case 'prompt-recalled': {
			return recalled(state, prompt, action.by);
		}

		case 'prompt-accepted': {
			// A filter with a problem is not given up: what was typed stays, and what is wrong is said.
			return hasProblem(state) ? state : {...state, prompt: undefined, ...(prompt.kind === 'filter' && {history: remembered(state, prompt.text)})};
		}

		case 'prompt-cancelled': {
			const closed = {...state, prompt: undefined};
			return prompt.kind === 'filter' && prompt.text !== prompt.before ? withFilter(closed, prompt.before) : closed;
		}
	}
}

/** True while a filter is typed that can't be understood. */
export function hasProblem({prompt, tab}: State): boolean {
	return prompt?.kind === 'filter' && parseFilter(prompt.text, {fields: filterFields[tab]}).problem !== undefined;
}

function withText(state: State, prompt: Prompt): State {
	const edited = {...state, prompt};
	// What can't be understood changes nothing: the list stays as the last filter that could be made it.
	return prompt.kind === 'filter' && prompt.text !== state.prompt?.text && !hasProblem(edited) ? withFilter(edited, prompt.text) : edited;
}

function recalled(state: State, prompt: Prompt, by: 1 | -1): State {
	const lines = state.history[state.tab];
	const typed = prompt.recalled?.typed ?? prompt.text;
	const index = (prompt.recalled?.index ?? -1) + by;
	const text = index < 0 ? typed : lines[index];
	return text === undefined || prompt.kind !== 'filter'
		? state
		: withText(state, {
			...prompt, text, caret: [...text].length, completing: undefined, recalled: index < 0 ? undefined : {index, typed},
		});
}

function remembered({history, tab}: State, text: string): Record<Tab, readonly string[]> {
	const line = text.trim();
	return line === '' ? history : {...history, [tab]: [line, ...history[tab].filter(other => other !== line)].slice(0, maxHistory)};
}

/** What the filter selects is read from its first row. */
function withFilter(state: State, filter: string): State {
	return state.tab === 'status'
		? {...state, status: {...state.status, filter, cursor: untouchedCursor}}
		: withErrorFilter(state, filter);
}
