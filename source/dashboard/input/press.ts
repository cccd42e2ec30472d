/** One key in, one thing done: the only place where keys become actions. */
import {bindingFor} from '../keymap.ts';
import type {Action} from '../store/actions.ts';
import type {Choice, ErrorAction, ExportRequest} from '../store/dialog.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import {insertText} from './edit-line.ts';
import type {InputEvent} from './key-decoder.ts';
import {perform} from './perform.ts';
import {pressInDialog} from './press-in-dialog.ts';
import {pressInPrompt} from './press-in-prompt.ts';

/** What keys do beyond the dashboard itself: the clipboard, files, the backend. How it went comes back as actions. */
export type Effects = {
	/** Puts text on the clipboard; `what` names it. */
	copy(text: string, what: string): void;
	/** Opens a link of the backend's in a browser. */
	openLink(url: string): void;
	/** Writes what the filter lets through to a file. */
	exportErrors(request: ExportRequest): void;
	cancelExport(): void;
	/** Asks the backend to retry or ignore errors. */
	act(action: ErrorAction, choice: Choice): void;
};

/** What keys can do beside changing the state. */
export type Controls = Effects & {
	/** Ask the backend now. */
	refresh(): void;
	quit(): void;
	/** Hand the terminal back to the shell until it is called to the foreground again. */
	suspend(): void;
};

export type Context = {readonly store: Store<State, Action>; readonly controls: Controls};

/** What the reader does, as it comes from the terminal. */
export function receive(context: Context, event: InputEvent): void {
	const {store} = context;
	switch (event.kind) {
		case 'focus': {
			store.dispatch({type: 'focus-set', isFocused: event.isFocused});
			return;
		}

		case 'paste': {
			paste(context, event.text);
			return;
		}

		case 'key': {
			// Whoever presses a key looks, whatever the terminal has said.
			store.dispatch({type: 'focus-set', isFocused: true});
			press(context, event.name);
		}
	}
}

export function press(context: Context, key: string): void {
	// It is the shell's key, whatever is open.
	if (key === 'ctrl-z') {
		perform(context, 'suspend');
		return;
	}

	const {store} = context;
	const state = store.getState();
	if (state.prompt !== undefined) {
		pressInPrompt(context, key);
		return;
	}

	if (state.dialog !== undefined && key !== 'ctrl-c') {
		pressInDialog(context, key);
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
