/** One key in, one thing done: the only place where keys become actions. */
import {bindingFor} from '../keymap.ts';
import type {Action} from '../store/actions.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import {completeCommand, runCommand} from './commands.ts';
import {editLine, insertText} from './edit-line.ts';
import {perform} from './perform.ts';

/** What keys can do beside changing the state. */
export type Controls = {
	/** Ask the backend now. */
	refresh(): void;
	quit(): void;
	/** Hand the terminal back to the shell until it is called to the foreground again. */
	suspend(): void;
};

export type Context = {readonly store: Store<State, Action>; readonly controls: Controls};

export function press(context: Context, key: string): void {
	const {store} = context;
	const state = store.getState();
	if (state.prompt !== undefined) {
		pressInPrompt(context, key);
		return;
	}

	const binding = bindingFor(state, key);
	// Ctrl-C's notice is what its second press looks for.
	if (state.notice !== undefined && binding?.id !== 'interrupt') {
		store.dispatch({type: 'noticed', notice: undefined});
	}

	if (binding === undefined) {
		return;
	}

	const reason = binding.unavailable?.(state);
	if (reason === undefined) {
		perform(context, binding.id);
	} else {
		store.dispatch({type: 'noticed', notice: {text: reason, tone: 'warn'}});
	}
}

/** Pasted text is for the line that is being typed; elsewhere it is not keys, and does nothing. */
export function paste({store}: Context, text: string): void {
	const {prompt} = store.getState();
	if (prompt !== undefined) {
		store.dispatch({type: 'prompt-edited', ...insertText(prompt, text.trim())});
	}
}

function pressInPrompt(context: Context, key: string): void {
	const {store} = context;
	const {prompt} = store.getState();
	if (prompt === undefined) {
		return;
	}

	switch (key) {
		case 'enter': {
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

		case 'tab': {
			if (prompt.kind === 'command') {
				const text = completeCommand(prompt.text);
				store.dispatch({type: 'prompt-edited', text, caret: [...text].length});
			}

			return;
		}

		case 'up':
		case 'down':
		case 'pageup':
		case 'pagedown': {
			if (prompt.kind === 'filter') {
				store.dispatch({type: 'moved', move: movesInPrompt[key]});
			}

			return;
		}

		default: {
			const isEmptied = prompt.text === '' && (key === 'backspace' || key === 'delete');
			const line = editLine(prompt, key);
			if (isEmptied) {
				store.dispatch({type: 'prompt-cancelled'});
			} else if (line !== undefined) {
				store.dispatch({type: 'prompt-edited', ...line});
			}
		}
	}
}

const movesInPrompt = {
	up: 'up', down: 'down', pageup: 'page-up', pagedown: 'page-down',
} as const;
