/**
The one table of keys: the dispatcher, the footer, the help, the `:` commands and docs/keys.md are all made from it.
A key means the first binding that has it and is for the screen that is open.
*/
import {words} from '../i18n/words.ts';
import {errorIds, selectedError, selectErrors} from './store/error-selectors.ts';
import {can, screenOf, type Screen} from './store/selectors.ts';
import type {State} from './store/state.ts';

export const groups = ['move', 'look', 'errors', 'error', 'refresh', 'program'] as const;
export type Group = typeof groups[number];

export type Scope = Screen | 'help';

export type Binding = {
	/** Also the name of the `:` command, and of its text in i18n. */
	readonly id: ActionId;
	/** As keyNames() calls them. */
	readonly keys: readonly string[];
	readonly group: Group;
	/** The screens it is for; everywhere if left out. */
	readonly scopes?: readonly Scope[];
	/** Stands in the footer; where room is short, the highest goes first. */
	readonly hint?: number;
	/** Why it can't work now, in words; undefined where it can. */
	readonly unavailable?: (state: State) => string | undefined;
};

const lists = ['status', 'errors', 'causes', 'facets'] as const;
const sorted = ['status', 'errors'] as const;
const errorScreens = ['errors', 'error'] as const;

const withErrors = (state: State) => can(state, 'errors') || state.panels.service.data === undefined ? undefined : words.lacks.errors;

const isSpoken = ({panels}: State) => panels.service.data !== undefined;
const withSelection = (state: State) => selectedError(state) === undefined ? words.errors.noneSelected : undefined;
const withWrites = (state: State) => {
	if (state.isReadOnly) {
		return words.readOnly;
	}

	if (isSpoken(state) && !can(state, 'retry')) {
		return words.lacks.retry;
	}

	return state.errors.marked.size > 0 ? undefined : withSelection(state);
};

/** True where the open error stands at an end of the window, and nothing is left to read there. */
const atEnd = (state: State, at: 0 | -1) => {
	const {nextCursor, first} = selectErrors(state);
	const isRead = (at === -1) === (state.errors.edge === 'top') ? nextCursor === undefined : first === 0;
	return isRead && errorIds(state).at(at) === state.errors.opened;
};

const table = [
	{id: 'up', keys: ['up', 'k'], group: 'move'},
	{
		id: 'down', keys: ['down', 'j'], group: 'move', hint: 4,
	},
	{id: 'page-up', keys: ['pageup', 'ctrl-b'], group: 'move'},
	{id: 'page-down', keys: ['pagedown', 'ctrl-f'], group: 'move'},
	{id: 'half-up', keys: ['ctrl-u'], group: 'move'},
	{id: 'half-down', keys: ['ctrl-d'], group: 'move'},
	{id: 'home', keys: ['home'], group: 'move'},
	{id: 'end', keys: ['end', 'G'], group: 'move'},
	{
		id: 'open', keys: ['enter'], group: 'move', scopes: lists, hint: 3,
	},
	{
		id: 'back', keys: ['escape'], group: 'move', scopes: ['object', 'error', 'help', ...lists], hint: 2,
	},
	{id: 'status', keys: ['1'], group: 'look'},
	{
		id: 'errors', keys: ['2'], group: 'look', unavailable: withErrors,
	},
	{
		id: 'next-tab', keys: ['tab', ']'], group: 'look', unavailable: withErrors,
	},
	{
		id: 'previous-tab', keys: ['shift-tab', '['], group: 'look', unavailable: withErrors,
	},
	{
		id: 'last-hour', keys: ['h'], group: 'look', scopes: ['status'], hint: 5,
	},
	{
		id: 'filter', keys: ['/'], group: 'look', scopes: lists, hint: 4,
	},
	{
		id: 'sort', keys: ['s', 'shift-right'], group: 'look', scopes: sorted, hint: 9,
	},
	{
		id: 'sort-back', keys: ['shift-left'], group: 'look', scopes: sorted,
	},
	{
		id: 'reverse', keys: ['S'], group: 'look', scopes: sorted,
	},
	{
		id: 'object-errors', keys: ['e'], group: 'errors', scopes: ['object'], hint: 5, unavailable: withErrors,
	},
	{
		id: 'causes', keys: ['g'], group: 'errors', scopes: ['errors', 'causes', 'facets'], hint: 5,
	},
	{
		id: 'facets', keys: ['f'], group: 'errors', scopes: ['errors', 'causes', 'facets'], hint: 6,
		unavailable: state => isSpoken(state) && !can(state, 'error-facets') ? words.lacks.facets : undefined,
	},
	{
		id: 'mark', keys: [' '], group: 'errors', scopes: ['errors'], unavailable: withSelection,
	},
	{
		id: 'retry', keys: ['R'], group: 'errors', scopes: errorScreens, hint: 7, unavailable: withWrites,
	},
	{
		id: 'ignore', keys: ['I'], group: 'errors', scopes: errorScreens, hint: 8, unavailable: withWrites,
	},
	{
		id: 'export', keys: ['E'], group: 'errors', scopes: ['errors', 'causes', 'facets'], hint: 7,
		unavailable: state => state.exporting === undefined ? withErrors(state) : words.export.busy,
	},
	{
		id: 'times', keys: ['T'], group: 'errors', scopes: ['errors', 'causes'],
	},
	{
		id: 'copy', keys: ['y'], group: 'errors', scopes: errorScreens, unavailable: withSelection,
	},
	{
		id: 'copy-row', keys: ['Y'], group: 'errors', scopes: errorScreens, unavailable: withSelection,
	},
	{
		id: 'link', keys: ['o'], group: 'errors', scopes: errorScreens,
		unavailable: state => withSelection(state) ?? ((selectedError(state)?.url ?? '') === '' ? words.errors.noLink : undefined),
	},
	{
		id: 'toggle-fold', keys: ['enter'], group: 'error', scopes: ['error'],
	},
	{
		id: 'unfold', keys: ['right'], group: 'error', scopes: ['error'],
	},
	{
		id: 'fold', keys: ['left'], group: 'error', scopes: ['error'],
	},
	{
		id: 'fold-all', keys: ['*', ' '], group: 'error', scopes: ['error'],
	},
	{
		id: 'next-error', keys: ['n'], group: 'error', scopes: ['error'], hint: 5,
		unavailable: state => atEnd(state, -1) ? words.noMore.after : undefined,
	},
	{
		id: 'previous-error', keys: ['N'], group: 'error', scopes: ['error'], hint: 6,
		unavailable: state => atEnd(state, 0) ? words.noMore.before : undefined,
	},
	{
		id: 'refresh', keys: ['r', 'ctrl-r'], group: 'refresh', hint: 10,
	},
	{
		id: 'pause', keys: ['p'], group: 'refresh', hint: 11,
	},
	{id: 'slower', keys: ['+'], group: 'refresh'},
	{id: 'faster', keys: ['-'], group: 'refresh'},
	{
		id: 'command', keys: [':'], group: 'program', hint: 9,
	},
	{
		id: 'help', keys: ['?'], group: 'program', hint: 1,
	},
	{id: 'suspend', keys: ['ctrl-z'], group: 'program'},
	{
		id: 'quit', keys: ['q'], group: 'program', hint: 1,
	},
	{id: 'interrupt', keys: ['ctrl-c'], group: 'program'},
] as const satisfies ReadonlyArray<Omit<Binding, 'id'> & {readonly id: string}>;

export type ActionId = typeof table[number]['id'];

export const bindings: readonly Binding[] = table;

export function scopeOf(state: State): Scope {
	return state.help === undefined ? screenOf(state) : 'help';
}

export function isInScope({scopes}: Binding, scope: Scope): boolean {
	return scopes === undefined || scopes.includes(scope);
}

/** What a key does on the screen that is open. */
export function bindingFor(state: State, key: string): Binding | undefined {
	const scope = scopeOf(state);
	return bindings.find(binding => binding.keys.includes(key) && isInScope(binding, scope));
}
