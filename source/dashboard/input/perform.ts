/** What each action of the key table does. */
import {words} from '../../i18n/words.ts';
import {scopeOf, type ActionId} from '../keymap.ts';
import {copyAtLine, movedErrorLine} from '../screens/error/error-view.ts';
import type {Copy} from '../screens/error/document-line.ts';
import {foldAtLine, type FoldStep} from '../screens/error/fold.ts';
import {jsonText} from '../screens/error/json-text.ts';
import {locate, type Move} from '../store/cursor.ts';
import {choicesFor} from '../store/choices.ts';
import {
	causeKeys, errorSorts, selectCauses, selectedError,
} from '../store/error-selectors.ts';
import {selectedFacet} from '../store/facet-lines.ts';
import {
	listHeight, rowKeys, screenOf,
} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {errorName} from '../store/error-name.ts';
import {causeFilterText, objectFilterText, withFacet} from '../store/filter-text.ts';
import {sortColumns} from '../store/status-rows.ts';
import {defaultExportFile} from './default-export-file.ts';
import type {Context} from './press.ts';

type Performer = (context: Context, state: State) => void;

export function perform(context: Context, id: ActionId): void {
	performers[id](context, context.store.getState());
}

/** How long an open error is depends on how it is drawn. */
const move = (to: Move): Performer => ({store}, state) => {
	store.dispatch(scopeOf(state) === 'error' ? {type: 'error-line-chosen', line: movedErrorLine(state, to)} : {type: 'moved', move: to});
};

const fold = (step: FoldStep): Performer => ({store}, state) => {
	store.dispatch({type: 'folded', ...foldAtLine(state, step)});
};

const choose = (tab: State['tab']): Performer => ({store}) => {
	store.dispatch({type: 'tab-chosen', tab});
};

/** There are two tabs: the next one is the previous one. */
const otherTab: Performer = ({store}, {tab}) => {
	store.dispatch({type: 'tab-chosen', tab: tab === 'status' ? 'errors' : 'status'});
};

const prompt = (kind: 'filter' | 'command'): Performer => ({store}) => {
	store.dispatch({type: 'prompt-opened', kind});
};

/** What is selected opens; the selection is on its row from then on, whatever arrives above. */
const open: Performer = ({store}, state) => {
	if (state.tab === 'status') {
		const keys = rowKeys(state);
		const object = keys[locate(state.status.cursor, keys, listHeight(state)).index];
		if (object !== undefined) {
			store.dispatch({type: 'object-opened', object});
		}

		return;
	}

	openInErrors(store, state);
};

function openInErrors(store: Context['store'], state: State): void {
	const screen = screenOf(state);
	if (screen === 'causes') {
		const {causes} = selectCauses(state);
		const cause = causes[locate(state.errors.causeCursor, causeKeys(causes), listHeight(state)).index];
		if (cause !== undefined) {
			store.dispatch({type: 'cause-opened', filter: causeFilterText(cause, state.errors.filter)});
		}
	} else if (screen === 'facets') {
		const line = selectedFacet(state);
		if (line !== undefined) {
			store.dispatch({type: 'filter-set', filter: withFacet(state.errors.filter, line)});
		}
	} else {
		const id = selectedError(state)?.id;
		if (id !== undefined) {
			store.dispatch({type: 'error-opened', id});
		}
	}
}

/** The column after or before the one sorted by; numbers begin with the largest, names with A. */
const sortBy = (step: 1 | -1): Performer => ({store}, {tab, status: {view, sort}, errors}) => {
	const columns: readonly string[] = tab === 'errors' ? errorSorts : sortColumns[view];
	const {column: before} = tab === 'errors' ? errors.sort : sort[view];
	const column = columns[(columns.indexOf(before) + step + columns.length) % columns.length] ?? 'object';
	store.dispatch({type: 'sorted', order: {column, descending: isLargestFirst(tab, column)}});
};

/** Times and numbers begin with the newest and the largest. */
export const isLargestFirst = (tab: State['tab'], column: string): boolean => tab === 'errors' ? column === 'occurredAt' : column !== 'object';

const ask = (action: 'retry' | 'ignore'): Performer => ({store}, state) => {
	const choices = choicesFor(state);
	const [only] = choices;
	if (only !== undefined) {
		store.dispatch({type: 'dialog-opened', dialog: choices.length === 1 ? {kind: 'confirm', action, choice: only} : {kind: 'choose', action, choices}});
	}
};

/** The whole error where it has been read, else what the list has of it. */
const copyOf = (text: (error: NonNullable<ReturnType<typeof selectedError>>, state: State) => Copy): Performer => ({controls}, state) => {
	const error = selectedError(state);
	if (error === undefined) {
		return;
	}

	const {text: copied, what} = text(error, state);
	controls.copy(copied, what);
};

const step = (by: 1 | -1): Performer => ({store}) => {
	store.dispatch({type: 'error-stepped', by});
};

/** The pauses that `+` and `-` go through, in ms. */
const pauses = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000];

const performers: Readonly<Record<ActionId, Performer>> = {
	up: move('up'),
	down: move('down'),
	'page-up': move('page-up'),
	'page-down': move('page-down'),
	'half-up': move('half-up'),
	'half-down': move('half-down'),
	home: move('home'),
	end: move('end'),
	open,
	back({store, controls}, {exporting}) {
		if (exporting === undefined) {
			store.dispatch({type: 'left'});
		} else {
			controls.cancelExport();
		}
	},
	status: choose('status'),
	errors: choose('errors'),
	'next-tab': otherTab,
	'previous-tab': otherTab,
	'last-hour'({store}, {status}) {
		store.dispatch({type: 'view-chosen', view: status.view === 'backlog' ? 'last-hour' : 'backlog'});
	},
	filter: prompt('filter'),
	command: prompt('command'),
	sort: sortBy(1),
	'sort-back': sortBy(-1),
	reverse({store}, {tab, status: {view, sort}, errors}) {
		const {column, descending} = tab === 'errors' ? errors.sort : sort[view];
		store.dispatch({type: 'sorted', order: {column, descending: !descending}});
	},
	'object-errors'({store}, {status: {opened}}) {
		store.dispatch({type: 'object-errors-opened', filter: objectFilterText(opened ?? '')});
	},
	causes({store}, {errors: {view, facet}}) {
		store.dispatch({type: 'errors-view-chosen', view: view === 'causes' && facet === undefined ? 'list' : 'causes'});
	},
	facets({store}) {
		store.dispatch({type: 'facets-toggled'});
	},
	mark({store}, state) {
		const error = selectedError(state);
		if (error === undefined) {
			return;
		}

		store.dispatch({type: 'mark-toggled', id: error.id, name: errorName(error)});
		store.dispatch({type: 'moved', move: 'down'});
	},
	retry: ask('retry'),
	ignore: ask('ignore'),
	export({store}, state) {
		store.dispatch({type: 'prompt-opened', kind: 'export', text: defaultExportFile(state)});
	},
	times({store}) {
		store.dispatch({type: 'times-toggled'});
	},
	copy: copyOf((error, state) => (scopeOf(state) === 'error' ? copyAtLine(state) : undefined) ?? {text: error.recordId ?? error.id, what: error.recordId ?? error.id}),
	'copy-row': copyOf(error => ({text: jsonText(error), what: words.copy.row(errorName(error))})),
	link({controls}, state) {
		controls.openLink(selectedError(state)?.url ?? '');
	},
	'toggle-fold': fold('toggle'),
	unfold: fold('unfold'),
	fold: fold('fold'),
	'fold-all': fold('all'),
	'next-error': step(1),
	'previous-error': step(-1),
	refresh({controls}) {
		controls.refresh();
	},
	pause({store}, {polling}) {
		store.dispatch({type: 'pause-set', isPaused: polling.pausedAt === undefined});
	},
	slower({store}, {polling: {interval}}) {
		store.dispatch({type: 'interval-set', interval: pauses.find(ms => ms > interval) ?? interval});
	},
	faster({store}, {polling: {interval}}) {
		store.dispatch({type: 'interval-set', interval: pauses.findLast(ms => ms < interval) ?? interval});
	},
	help({store}) {
		store.dispatch({type: 'help-toggled'});
	},
	suspend({controls}) {
		controls.suspend();
	},
	quit({store, controls}, state) {
		// A filter is no layer here: it is kept for the next run.
		const isInside = state.help !== undefined || ['object', 'error', 'causes', 'facets'].includes(screenOf(state)) || state.errors.outer !== undefined;
		if (isInside) {
			store.dispatch({type: 'left'});
		} else {
			controls.quit();
		}
	},
	interrupt({store, controls}, {notice}) {
		if (notice?.text === words.interruptAgain) {
			controls.quit();
		} else {
			store.dispatch({type: 'noticed', notice: {text: words.interruptAgain, tone: 'warn'}});
		}
	},
};
