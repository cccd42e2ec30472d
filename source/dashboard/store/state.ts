/** Everything the dashboard knows and shows: the views are functions of this and nothing else. */
import type {SyncErrorDetail, SyncError} from '../../contract/errors.ts';
import type {Count} from '../../contract/common.ts';
import type {PendingPage} from '../../contract/pending.ts';
import type {Service} from '../../contract/service.ts';
import type {Status} from '../../contract/status.ts';
import type {Throughput} from '../../contract/throughput.ts';
import type {ZoneOffset} from '../../domain/hours.ts';
import type {RecalledHours} from '../../domain/throughput.ts';
import {untouchedCursor, type Cursor} from './cursor.ts';

/** What one question to the backend has brought so far. A failure leaves the last answer standing. */
export type Panel<T> = {
	/** What was asked: an answer to another question than the one asked now is dropped. */
	readonly key: string;
	readonly data: T | undefined;
	/** False while the data, if any, answers an earlier question. */
	readonly isCurrent: boolean;
	/** Why the newest try brought nothing, and when the first such try was (ms UTC); undefined as soon as one brings something. */
	readonly failure: {readonly message: string; readonly since: number} | undefined;
};

export type ErrorList = {
	/** Newest first, as many as have been read. */
	readonly items: readonly SyncError[];
	readonly nextCursor: string | undefined;
	readonly total: Count | undefined;
};

export type Panels = {
	readonly service: Panel<Service>;
	readonly status: Panel<Status>;
	readonly throughput: Panel<Throughput>;
	readonly pending: Panel<PendingPage>;
	readonly errors: Panel<ErrorList>;
	readonly error: Panel<SyncErrorDetail>;
};

export type SortOrder = {readonly column: string; readonly descending: boolean};

export type Tab = 'status' | 'errors';
export type StatusView = 'backlog' | 'last-hour';

/** A line that is being typed at the foot of the screen. */
export type Prompt = {
	readonly kind: 'filter' | 'command';
	readonly text: string;
	/** Characters (code points) before the text cursor. */
	readonly caret: number;
	/** What Escape goes back to. */
	readonly before: string;
};

export type Notice = {readonly text: string; readonly tone: 'plain' | 'warn'};

export type State = {
	readonly connection: {
		/** What the person calls it: the URL's host, until the backend says its name. */
		readonly name: string;
		readonly address: string;
		readonly isDemo: boolean;
	};
	readonly zone: {readonly name: string; readonly offset: ZoneOffset};
	/** ms UTC; moves once a minute, and with each answer. */
	readonly now: number;
	readonly size: {readonly columns: number; readonly rows: number};
	readonly panels: Panels;
	/** Full hours of earlier runs: they stand in for those that the backend no longer has. */
	readonly recalled: RecalledHours;
	readonly polling: {readonly interval: number; readonly isPaused: boolean};
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
		readonly filter: string;
		readonly cursor: Cursor;
		/** The id of the error that is open. */
		readonly opened: string | undefined;
		/** First visible line of the error that is open. */
		readonly scroll: number;
	};
	/** First visible line of the help, while it is open. */
	readonly help: number | undefined;
	readonly prompt: Prompt | undefined;
	readonly notice: Notice | undefined;
};

const noRecalledHours: RecalledHours = new Map();
const emptyPanel = {
	key: '', data: undefined, isCurrent: false, failure: undefined,
};

export type InitialState = Pick<State, 'connection' | 'zone' | 'now' | 'size'> & {
	/** ms. */
	readonly interval: number;
};

export function initialState({connection, zone, now, size, interval}: InitialState): State {
	return {
		connection, zone, now, size,
		panels: {
			service: emptyPanel, status: emptyPanel, throughput: emptyPanel, pending: emptyPanel, errors: emptyPanel, error: emptyPanel,
		},
		recalled: noRecalledHours,
		polling: {interval, isPaused: false},
		tab: 'status',
		status: {
			view: 'backlog',
			sort: {backlog: {column: 'total', descending: true}, 'last-hour': {column: 'synced', descending: true}},
			filter: '',
			cursor: untouchedCursor,
			opened: undefined,
			queueCursor: untouchedCursor,
		},
		errors: {
			filter: '', cursor: untouchedCursor, opened: undefined, scroll: 0,
		},
		help: undefined,
		prompt: undefined,
		notice: undefined,
	};
}
