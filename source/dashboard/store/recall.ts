/** What an earlier run has kept, put in before the first frame: its last view stands at once, marked as of then. */
import type {Kept, KeptAnswers, KeptViews} from '../../client/cache.ts';
import type {ErrorsPage} from '../../contract/errors.ts';
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import {untouchedCursor, type Cursor} from './cursor.ts';
import {mergePage} from './error-list.ts';
import {errorSorts} from './error-selectors.ts';
import {errorsKey} from './errors-key.ts';
import {filterFields} from './filter-fields.ts';
import type {Panel, SortOrder, State, Tab} from './state.ts';
import {sortColumns} from './status-rows.ts';

/** What was opened doesn't come back, and neither does what no longer makes sense: a filter, a column or a record that there isn't. */
export function recallState(initial: State, {hours, views, answers}: Kept): State {
	const viewed = views === undefined ? initial : withViews(initial, views);
	return withSelections(withAnswers({...viewed, recalled: hours}, answers), views?.selected);
}

function withViews(state: State, {tab, statusView, errorsView, sort, filters, history, errorsVisitedAt}: KeptViews): State {
	const {status, errors} = state;
	return {
		...state,
		tab: tab ?? state.tab,
		history,
		status: {
			...status,
			view: statusView ?? status.view,
			filter: understood(filters.status, 'status'),
			sort: {
				backlog: known(sort?.backlog, sortColumns.backlog) ?? status.sort.backlog,
				'last-hour': known(sort?.['last-hour'], sortColumns['last-hour']) ?? status.sort['last-hour'],
			},
		},
		errors: {
			...errors,
			view: errorsView ?? errors.view,
			filter: understood(filters.errors, 'errors'),
			sort: known(sort?.errors, errorSorts) ?? errors.sort,
			visitedAt: errorsVisitedAt,
		},
	};
}

/** A filter that can't be understood is never asked. */
function understood(filter: string, tab: Tab): string {
	return parseFilter(filter, {fields: filterFields[tab]}).problem === undefined ? filter : '';
}

function known(order: SortOrder | undefined, columns: readonly string[]): SortOrder | undefined {
	return order !== undefined && columns.includes(order.column) ? order : undefined;
}

function withAnswers(state: State, answers: KeptAnswers): State {
	const {service, status, throughput, pending, errors, causes, facets} = answers;
	const {filter} = state.errors;
	const recalled = recallPanel(state.now);
	const {panels} = state;
	return {
		...state,
		panels: {
			...panels,
			service: recalled(panels.service, service),
			status: recalled(panels.status, status),
			throughput: recalled(panels.throughput, throughput),
			pending: recalled(panels.pending, pending),
			// What answers another question than the screen asks would be taken for its answer.
			errors: recalled(panels.errors, errors?.key === errorsKey(state) ? {...errors, data: listOf(errors.data)} : undefined),
			causes: recalled(panels.causes, causes?.key === filter ? causes : undefined),
			facets: recalled(panels.facets, facets?.key === filter ? facets : undefined),
		},
	};
}

/** `now` is ms UTC: a clock that was set back makes nothing younger than that. */
const recallPanel = (now: number) => <T>(panel: Panel<T>, answer: {readonly key: string; readonly at: number; readonly data: T} | undefined): Panel<T> =>
	answer === undefined
		? panel
		: {
			key: answer.key, data: answer.data, isCurrent: false, failure: undefined, asOf: Math.min(answer.at, now), isRecalled: true,
		};

const listOf = (page: ErrorsPage) => mergePage(undefined, page, 'first', undefined);

type Selected = NonNullable<KeptViews['selected']>;

function withSelections(state: State, selected: Selected | undefined): State {
	const {status, errors, panels} = state;
	const rows = panels.errors.data?.items ?? [];
	const isRow = selected?.errors !== undefined && rows.some(({id}) => id === selected.errors?.key);
	return {
		...state,
		status: {...status, cursor: cursorOf(selected?.status)},
		errors: {
			...errors,
			// A record farther down isn't read yet, and the list begins at its top.
			cursor: isRow ? cursorOf(selected.errors) : untouchedCursor,
			causeCursor: cursorOf(selected?.causes),
		},
	};
}

const cursorOf = (place: Selected['status']): Cursor => place ?? untouchedCursor;
