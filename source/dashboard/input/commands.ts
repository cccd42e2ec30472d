/** The `:` line: every action by its name, and a few with a value. */
import {words} from '../../i18n/words.ts';
import {
	bindings, isInScope, scopeOf, type ActionId,
} from '../keymap.ts';
import {errorSorts} from '../store/error-selectors.ts';
import {sortColumns} from '../store/status-rows.ts';
import {exportTo} from './export-to.ts';
import {isLargestFirst, perform} from './perform.ts';
import type {Context} from './press.ts';

const aliases: Readonly<Record<string, ActionId>> = {q: 'quit', exit: 'quit', w: 'export'};

/** Not commands: they are about the screen or the line itself. */
const keysOnly = new Set<ActionId>(['command', 'up', 'down', 'interrupt', 'filter', 'open', 'back']);

/** The names that Tab completes. */
export function commandNames(): string[] {
	return [...bindings.map(({id}) => id).filter(id => !keysOnly.has(id)), 'interval', 'sort'].filter((name, index, all) => all.indexOf(name) === index).toSorted();
}

/** The text with the first name that it begins; the same text where it begins none. */
export function completeCommand(text: string): string {
	const start = text.trimStart().toLowerCase();
	return commandNames().find(name => name.startsWith(start)) ?? text;
}

export function runCommand(context: Context, line: string): void {
	const [name = '', ...values] = line.trim().split(/\s+/v);
	if (name === '') {
		return;
	}

	const value = values.join(' ');

	const warn = (text: string) => {
		context.store.dispatch({type: 'noticed', notice: {text, tone: 'warn'}});
	};

	const state = context.store.getState();
	if (name === 'interval') {
		const seconds = Number(value);
		if (value !== '' && seconds >= 0.5 && seconds <= 3600) {
			context.store.dispatch({type: 'interval-set', interval: Math.round(seconds * 1000)});
		} else {
			warn(words.commands.interval(value));
		}

		return;
	}

	const isList = scopeOf(state) === 'status' || scopeOf(state) === 'errors';
	if (name === 'sort' && value !== '' && isList) {
		const columns: readonly string[] = state.tab === 'errors' ? errorSorts : sortColumns[state.status.view];
		if (columns.includes(value)) {
			context.store.dispatch({type: 'sorted', order: {column: value, descending: isLargestFirst(state.tab, value)}});
		} else {
			warn(words.commands.sort(value, columns));
		}

		return;
	}

	const exporting = bindings.find(({id}) => id === 'export');
	if (name === 'export' && value !== '' && exporting !== undefined && isInScope(exporting, scopeOf(state))) {
		const reason = exporting.unavailable?.(state);
		if (reason === undefined) {
			exportTo(context, value);
		} else {
			warn(reason);
		}

		return;
	}

	const exact = aliases[name] ?? name;
	const binding = bindings.find(({id}) => id === exact && !keysOnly.has(id));
	if (binding === undefined) {
		warn(words.commands.unknown(name));
		return;
	}

	const reason = isInScope(binding, scopeOf(state)) ? binding.unavailable?.(state) : words.commands.elsewhere(binding.id);
	if (reason === undefined) {
		perform(context, binding.id);
	} else {
		warn(reason);
	}
}
