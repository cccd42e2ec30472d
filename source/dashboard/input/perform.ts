/** What each action of the key table does. */
import {words} from '../../i18n/words.ts';
import type {ActionId} from '../keymap.ts';
import {locate, type Move} from '../store/cursor.ts';
import {
	errorIds, filterOf, listHeight, rowKeys, screenOf,
} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import {sortColumns} from '../store/status-rows.ts';
import type {Context} from './press.ts';

type Performer = (context: Context, state: State) => void;

export function perform(context: Context, id: ActionId): void {
	performers[id](context, context.store.getState());
}

const move = (to: Move): Performer => ({store}) => {
	store.dispatch({type: 'moved', move: to});
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

	const ids = errorIds(state);
	const id = ids[locate(state.errors.cursor, ids, listHeight(state)).index];
	if (id !== undefined) {
		store.dispatch({type: 'error-opened', id});
	}
};

/** The column after or before the one sorted by; numbers begin with the largest, names with A. */
const sortBy = (step: 1 | -1): Performer => ({store}, {status: {view, sort}}) => {
	const columns: readonly string[] = sortColumns[view];
	const column = columns[(columns.indexOf(sort[view].column) + step + columns.length) % columns.length] ?? 'object';
	store.dispatch({type: 'sorted', order: {column, descending: column !== 'object'}});
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
	back({store}) {
		store.dispatch({type: 'left'});
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
	reverse({store}, {status: {view, sort}}) {
		store.dispatch({type: 'sorted', order: {column: sort[view].column, descending: !sort[view].descending}});
	},
	'next-error': step(1),
	'previous-error': step(-1),
	refresh({controls}) {
		controls.refresh();
	},
	pause({store}, {polling}) {
		store.dispatch({type: 'pause-set', isPaused: !polling.isPaused});
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
		const isInside = state.help !== undefined || ['object', 'error'].includes(screenOf(state)) || filterOf(state) !== '';
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
