/** Keys while a line is typed at the foot of the screen. */
import {suggestionsFor} from '../store/suggestions.ts';
import {completeCommand, runCommand} from './commands.ts';
import {editLine} from './edit-line.ts';
import {exportTo} from './export-to.ts';
import type {Context} from './press.ts';

export function pressInPrompt(context: Context, key: string): void {
	const {store} = context;
	const {prompt} = store.getState();
	if (prompt === undefined) {
		return;
	}

	switch (key) {
		case 'enter': {
			if (prompt.kind === 'export' && !exportTo(context, prompt.text)) {
				return;
			}

			store.dispatch({type: 'prompt-accepted'});
			if (prompt.kind === 'command') {
				runCommand(context, prompt.text);
			}

			return;
		}

		case 'escape':
		case 'ctrl-c': {
			store.dispatch({type: 'prompt-cancelled'});
			return;
		}

		case 'tab':
		case 'shift-tab': {
			complete(context, key === 'tab' ? 1 : -1);
			return;
		}

		case 'up':
		case 'down': {
			store.dispatch({type: 'prompt-recalled', by: key === 'up' ? 1 : -1});
			return;
		}

		case 'pageup':
		case 'pagedown': {
			if (prompt.kind === 'filter') {
				store.dispatch({type: 'moved', move: key === 'pageup' ? 'page-up' : 'page-down'});
			}

			return;
		}

		default: {
			const isEmptied = prompt.text === '' && key === 'backspace';
			const line = editLine(prompt, key);
			if (isEmptied) {
				store.dispatch({type: 'prompt-cancelled'});
			} else if (line !== undefined) {
				store.dispatch({type: 'prompt-edited', ...line});
			}
		}
	}
}

/** Goes through what the line could become, and comes round again. */
function complete({store}: Context, step: 1 | -1): void {
	const state = store.getState();
	const {prompt} = state;
	if (prompt?.kind === 'command') {
		const text = completeCommand(prompt.text);
		store.dispatch({type: 'prompt-edited', text, caret: [...text].length});
		return;
	}

	const suggestions = suggestionsFor(state);
	if (prompt?.kind !== 'filter' || suggestions.length === 0) {
		return;
	}

	const {text, caret, index} = prompt.completing ?? {text: prompt.text, caret: prompt.caret, index: step === 1 ? -1 : 0};
	const next = (index + step + suggestions.length) % suggestions.length;
	const suggestion = suggestions[next];
	// With one to choose from there is nothing to go through: the next Tab is for what comes after it.
	const completing = suggestions.length === 1 ? undefined : {text, caret, index: next};
	if (suggestion !== undefined) {
		store.dispatch({
			type: 'prompt-edited', text: suggestion.text, caret: suggestion.caret, completing,
		});
	}
}
