/** What the screens read from the state. Pure; what is costly remembers its last answer. */
import type {PendingRecord} from '../../contract/pending.ts';
import type {Capability} from '../../contract/service.ts';
import type {Status} from '../../contract/status.ts';
import {nameText} from '../../domain/clean.ts';
import {hourStart, lastFullHour} from '../../domain/hours.ts';
import {
	layoutOf, objectLayout, type Layout, type ObjectLayout,
} from './layout.ts';
import {memoizeLast} from './memoize.ts';
import type {State} from './state.ts';
import {arrangeRows, statusRows, type StatusRow} from './status-rows.ts';

export type Screen = 'connecting' | 'status' | 'object' | 'errors' | 'causes' | 'facets' | 'error';

export function screenOf(state: State): Screen {
	if (state.tab === 'errors') {
		const {opened, facet, view} = state.errors;
		if (opened !== undefined) {
			return 'error';
		}

		return facet === undefined ? (view === 'list' ? 'errors' : 'causes') : 'facets';
	}

	if (state.panels.status.data === undefined) {
		return 'connecting';
	}

	return state.status.opened === undefined ? 'status' : 'object';
}

export function selectLayout(state: State): Layout {
	return layoutOf(state.size.rows, state.connection.isDemo);
}

/** Rows that the list of the open screen has, below its headings. */
export function listHeight(state: State): number {
	const lines = screenOf(state) === 'object' ? selectObjectLayout(state).queue : selectLayout(state).body;
	return Math.max(1, lines - 1);
}

export function selectObjectLayout(state: State): ObjectLayout {
	const row = selectOpenedRow(state);
	const operations = 2 + Number(row?.deletes !== undefined) + Number(row?.others !== undefined);
	const {inbound, outbound} = row?.status?.directions ?? {};
	return objectLayout(selectLayout(state).body, state.size.columns, operations, Number(Boolean(inbound)) + Number(Boolean(outbound)));
}

/** True where the backend says that it can; a backend that has not spoken yet can nothing. */
export function can(state: State, capability: Capability): boolean {
	return state.panels.service.data?.capabilities.includes(capability) === true;
}

/** True where the backend counts no hours itself: what is shown of them was seen in its statuses. */
export function isCountedFromPolls(state: State): boolean {
	return state.panels.service.data !== undefined && !can(state, 'throughput');
}

/** ms UTC by the clock here. */
export function localNow({now, clockSkew}: State): number {
	return now - clockSkew;
}

export function lastHourOf(state: State): {from: number; to: number} {
	return lastFullHour(state.now, state.zone.offset);
}

export function selectAllRows(state: State): StatusRow[] {
	return statusRows(state.panels.status.data, state.panels.throughput.data, state.recalled, lastHourOf(state).from);
}

/** The rows of Sync Status as they stand on the screen. */
export function selectRows(state: State): StatusRow[] {
	const {view, filter, sort} = state.status;
	const rows = view === 'backlog' ? backlogRows(selectAllRows(state)) : selectAllRows(state);
	return arrangeRows(rows, filter, sort[view]);
}

const backlogRows = memoizeLast((rows: readonly StatusRow[]) => rows.filter(({status}) => status !== undefined));

export function selectOpenedRow(state: State): StatusRow | undefined {
	return selectAllRows(state).find(({key}) => key === state.status.opened);
}

const keysOf = memoizeLast((list: ReadonlyArray<{readonly key: string}>) => list.map(({key}) => key));
/** The keys of the list that the arrow keys move in. */
export function rowKeys(state: State): string[] {
	return keysOf(selectRows(state));
}

/** Queue records have no id of their own; where all that tells two apart is their place, they are numbered. */
export const queueKeys = memoizeLast((items: readonly PendingRecord[] | undefined): string[] => {
	const seen = new Map<string, number>();
	return (items ?? []).map(({recordId, operation, direction, changedAt}) => {
		const key = JSON.stringify([changedAt, operation, direction, recordId]);
		const before = seen.get(key) ?? 0;
		seen.set(key, before + 1);
		return `${before} ${key}`;
	});
});

/** What `GET /v1/throughput` is asked: the 24 full hours before the running one, of the user's clock. */
export function throughputQuery(state: State): URLSearchParams {
	const to = hourStart(state.now, state.zone.offset);
	return new URLSearchParams({from: iso(to - 24 * 3_600_000), to: iso(to), resolution: 'PT1H'});
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** What the status calls each object, fit to be drawn. */
export const objectLabels = memoizeLast((status: Status | undefined): ReadonlyMap<string, string> =>
	new Map((status?.objects ?? []).map(({object, label}) => [object, nameText(label, object)])));

/** The filter or search of the open tab; empty where there is none. */
export function filterOf({tab, status, errors}: State): string {
	return tab === 'status' ? status.filter : errors.filter;
}
