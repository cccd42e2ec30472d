/** Everything the dashboard knows and shows: the views are functions of this and nothing else. */
import type {FailureCode} from '../../client/failure.ts';
import type {ErrorCauses, ErrorFacets, SyncErrorDetail} from '../../contract/errors.ts';
import type {Count} from '../../contract/common.ts';
import type {PendingPage} from '../../contract/pending.ts';
import type {Service} from '../../contract/service.ts';
import type {Status} from '../../contract/status.ts';
import type {Throughput} from '../../contract/throughput.ts';
import type {ZoneOffset} from '../../domain/hours.ts';
import type {RecalledHours} from '../../domain/throughput.ts';
import {untouchedCursor, type Cursor} from './cursor.ts';
import type {Dialog, Exporting} from './dialog.ts';
import type {ErrorList} from './error-list.ts';

/** What one question to the backend has brought so far. A failure leaves the last answer standing. */
export type Panel<T> = {
	/** What was asked: an answer to another question than the one asked now is dropped. */
	readonly key: string;
	readonly data: T | undefined;
	/** False while the data, if any, answers an earlier question. */
	readonly isCurrent: boolean;
	/** Why the newest try brought nothing; undefined as soon as one brings something. */
	readonly failure: PanelFailure | undefined;
	/** When the data was last known to hold, ms UTC. While all is well it isn't kept up to date: nobody asks then, and each change would be drawn. */
	readonly asOf: number | undefined;
	/** True where the data is of an earlier run, and this one has not confirmed it yet. */
	readonly isRecalled?: boolean | undefined;
};

export type PanelFailure = {
	readonly code: FailureCode;
	readonly message: string;
	/** When the next try is, ms UTC. */
	readonly nextTryAt: number | undefined;
};

export type Panels = {
	readonly service: Panel<Service>;
	readonly status: Panel<Status>;
	readonly throughput: Panel<Throughput>;
	readonly pending: Panel<PendingPage>;
	readonly errors: Panel<ErrorList>;
	readonly error: Panel<SyncErrorDetail>;
	/** The exact number of errors of the filter, where the page had only a bound. */
	readonly errorTotal: Panel<{readonly total: Count}>;
	readonly facets: Panel<ErrorFacets>;
	/** The facets of all errors: what the filter's fields are completed from. */
	readonly candidates: Panel<ErrorFacets>;
	readonly causes: Panel<ErrorCauses>;
};

export type SortOrder = {readonly column: string; readonly descending: boolean};

export type Tab = 'status' | 'errors';
export type StatusView = 'backlog' | 'last-hour';
export type ErrorsView = 'list' | 'causes';

/** A line that is being typed at the foot of the screen. */
export type Prompt = {
	readonly kind: 'filter' | 'command' | 'export';
	readonly text: string;
	/** Characters (code points) before the text cursor. */
	readonly caret: number;
	/** What Escape goes back to. */
	readonly before: string;
	/** Which earlier line is shown, 0 for the latest; what was typed before stands in `typed`. */
	readonly recalled?: {readonly index: number; readonly typed: string} | undefined;
	/** The line that Tab completes, and which of its suggestions is shown. */
	readonly completing?: {readonly text: string; readonly caret: number; readonly index: number} | undefined;
};

export type Notice = {readonly text: string; readonly tone: 'plain' | 'warn'};

export type State = {
	readonly connection: {
		/** What the person calls it: the URL's host, until the backend says its name. */
		readonly name: string;
		readonly address: string;
		readonly isDemo: boolean;
		/** A token travels unencrypted. */
		readonly isInsecure?: boolean | undefined;
	};
	readonly zone: {readonly name: string; readonly offset: ZoneOffset};
	/** ms UTC by the backend's clock, which the times of its records are of; moves once a minute, with each answer, and each second while one is awaited in vain. */
	readonly now: number;
	/** What of `now` makes up for the clock here: the backend's minus this one, ms; 0 where they agree well enough. */
	readonly clockSkew: number;
	readonly size: {readonly columns: number; readonly rows: number};
	/** Since when a question waits for its answer, where that is long; ms UTC by the clock here. */
	readonly slowSince: number | undefined;
	/** True unless the terminal says that its window isn't looked at. */
	readonly isFocused: boolean;
	readonly panels: Panels;
	/** Hours of earlier runs, and those counted from polls: they stand in for those that the backend doesn't have. */
	readonly recalled: RecalledHours;
	/** Nothing is kept for the next run, because it can't be written. */
	readonly cacheProblem: 'unwritable' | undefined;
	/** `pausedAt` is ms UTC by the clock here, while polling is paused. */
	readonly polling: {readonly interval: number; readonly pausedAt: number | undefined};
	readonly tab: Tab;
	readonly status: {
		readonly view: StatusView;
		readonly sort: Readonly<Record<StatusView, SortOrder>>;
		readonly filter: string;
		readonly cursor: Cursor;
		/** The object whose details are open. */
		readonly opened: string | undefined;
		/** In the queue of the opened object. */
		readonly queueCursor: Cursor;
	};
	readonly errors: {
		readonly view: ErrorsView;
		/** As it was typed; it has no problem. */
		readonly filter: string;
		readonly sort: SortOrder;
		/** From which end of the list it is read. */
		readonly edge: 'top' | 'end';
		readonly cursor: Cursor;
		/** The id of the error that is open. */
		readonly opened: string | undefined;
		/** The line of the open error that the reader is at, and what is unfolded of its payload. */
		readonly line: number;
		readonly unfolded: ReadonlySet<string>;
		readonly causeCursor: Cursor;
		/** The filter of the causes from which a group was opened: Escape goes back to it. */
		readonly outer: string | undefined;
		/** In the facets, while they are open. */
		readonly facet: Cursor | undefined;
		/** Errors that are picked out, with what to call them. */
		readonly marked: ReadonlyMap<string, string>;
		readonly areTimesRelative: boolean;
		/** When the errors were looked at in an earlier run, ms UTC. */
		readonly visitedAt: number | undefined;
	};
	/** Lines that were typed before, the latest first. */
	readonly history: Readonly<Record<Tab, readonly string[]>>;
	/** Nothing may be changed in the backend. */
	readonly isReadOnly: boolean;
	readonly dialog: Dialog | undefined;
	readonly exporting: Exporting | undefined;
	/** First visible line of the help, while it is open. */
	readonly help: number | undefined;
	readonly prompt: Prompt | undefined;
	readonly notice: Notice | undefined;
};

const noRecalledHours: RecalledHours = new Map();
const emptyPanel = {
	key: '', data: undefined, isCurrent: false, failure: undefined, asOf: undefined,
};

export type InitialState = Pick<State, 'connection' | 'zone' | 'now' | 'size'> & {
	/** ms. */
	readonly interval: number;
	readonly isReadOnly?: boolean;
	/** Which one is shown first. */
	readonly tab?: Tab;
};

export function initialState({connection, zone, now, size, interval, isReadOnly = false, tab = 'status'}: InitialState): State {
	return {
		connection, zone, now, clockSkew: 0, size, slowSince: undefined, isFocused: true,
		panels: {
			service: emptyPanel, status: emptyPanel, throughput: emptyPanel, pending: emptyPanel, errors: emptyPanel, error: emptyPanel,
			errorTotal: emptyPanel, facets: emptyPanel, candidates: emptyPanel, causes: emptyPanel,
		},
		recalled: noRecalledHours,
		cacheProblem: undefined,
		polling: {interval, pausedAt: undefined},
		tab,
		status: {
			view: 'backlog',
			sort: {backlog: {column: 'total', descending: true}, 'last-hour': {column: 'synced', descending: true}},
			filter: '',
			cursor: untouchedCursor,
			opened: undefined,
			queueCursor: untouchedCursor,
		},
		errors: {
			view: 'list',
			filter: '',
			sort: {column: 'occurredAt', descending: true},
			edge: 'top',
			cursor: untouchedCursor,
			opened: undefined,
			line: 0,
			unfolded: new Set(),
			causeCursor: untouchedCursor,
			outer: undefined,
			facet: undefined,
			marked: new Map(),
			areTimesRelative: false,
			visitedAt: undefined,
		},
		history: {status: [], errors: []},
		isReadOnly,
		dialog: undefined,
		exporting: undefined,
		help: undefined,
		prompt: undefined,
		notice: undefined,
	};
}
