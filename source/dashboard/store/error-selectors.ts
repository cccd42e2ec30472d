/** What the screens of Sync Errors read from the state. */
import type {ErrorFilter, ErrorSortColumn} from '../../contract/queries.ts';
import type {Cause, SyncError, SyncErrorDetail} from '../../contract/errors.ts';
import {groupByCause} from '../../domain/cause/group-by-cause.ts';
import {addQuantities, quantityOf, type Quantity} from '../../domain/count.ts';
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import type {FilterTerm} from '../../domain/filter/terms.ts';
import {toErrorFilter} from '../../domain/filter/to-error-filter.ts';
import {locate, type Place} from './cursor.ts';
import {noErrors, skippedRows, type ErrorList, type PagePart} from './error-list.ts';
import {errorsKey} from './errors-key.ts';
import {filterFields} from './filter-fields.ts';
import {memoizeLast} from './memoize.ts';
import {
	can, listHeight, objectLabels, screenOf,
} from './selectors.ts';
import type {SortOrder, State} from './state.ts';

/** Rows of a page, and the most that one request may bring. */
const pageSize = 100;
const maxPageSize = 1000;

export function selectErrors(state: State): ErrorList {
	return state.panels.errors.data ?? noErrors;
}

const inOrder = memoizeLast((items: readonly SyncError[], isReversed: boolean): readonly SyncError[] => isReversed ? items.toReversed() : items);

/** True where the list is the answer to what is asked now: to this filter, in this order. */
export function isCurrentList(state: State): boolean {
	const {isCurrent, key} = state.panels.errors;
	return isCurrent && key === errorsKey(state);
}

/** The errors of the window as they stand on the screen. */
export function errorRows(state: State): readonly SyncError[] {
	const {items, isFromEnd} = selectErrors(state);
	return inOrder(items, isFromEnd);
}

const idsOf = memoizeLast((list: ReadonlyArray<{readonly id: string}>) => list.map(({id}) => id));

export function errorIds(state: State): string[] {
	return idsOf(errorRows(state));
}

/** Where the selection stands in the window. */
export function errorPlace(state: State): Place {
	return locate(state.errors.cursor, errorIds(state), listHeight(state));
}

export function selectedError(state: State): SyncError | undefined {
	const {opened} = state.errors;
	return opened === undefined ? errorRows(state)[errorPlace(state).index] : selectOpenedError(state).error;
}

/** The error that is open: whole, or as the list has it until the rest has come. It may have left the list meanwhile. */
export function selectOpenedError({panels, errors}: State): {readonly error: SyncErrorDetail | undefined; readonly isWhole: boolean} {
	const detail = panels.error.key === errors.opened ? panels.error.data : undefined;
	return {error: detail ?? panels.errors.data?.items.find(({id}) => id === errors.opened), isWhole: detail !== undefined};
}

/** How many errors the filter lets through: counted exactly where that has been done, else as well as the page said. */
export function errorTotal(state: State): Quantity {
	const list = selectErrors(state);
	const {errors, errorTotal: counted} = state.panels;
	const said = quantityOf(list.total);
	if (said !== undefined && said.quality !== 'exact' && counted.key === errors.key && counted.isCurrent && counted.data !== undefined) {
		return quantityOf(counted.data.total) ?? said;
	}

	const read = skippedRows(list) + list.items.length;
	return said ?? {value: read, quality: list.nextCursor === undefined ? 'exact' : 'at-least'};
}

/** True while the page's total is a bound, and the exact one is still being counted. */
export function isCounting(state: State): boolean {
	const {errors, errorTotal: counted} = state.panels;
	const isBound = quantityOf(errors.data?.total)?.quality === 'at-least';
	const isCounted = counted.key === errors.key && (counted.isCurrent || counted.failure !== undefined);
	return isBound && errors.isCurrent && !isCounted;
}

/** How many errors there are without a filter, by what the status says of each object. */
export function allErrors(state: State): Quantity {
	return addQuantities((state.panels.status.data?.objects ?? []).map(object => quantityOf(object.failed)));
}

/** `3` of the third row of the whole list, from 1; undefined where it can't be known. */
export function errorPosition(state: State, index: number): number | undefined {
	if (index < 0) {
		return undefined;
	}

	const list = selectErrors(state);
	if (!list.isFromEnd) {
		return skippedRows(list) + index + 1;
	}

	const total = errorTotal(state);
	return total?.quality === 'exact' ? Math.max(index + 1, total.value - skippedRows(list) - (list.items.length - 1 - index)) : undefined;
}

/** Rows that came above while the reader was elsewhere; only of the newest-first list is that a place to jump to. */
export function newAbove(state: State): number {
	const {sort, edge, cursor} = state.errors;
	const isTail = sort.column === defaultSort.column && sort.descending && edge === 'top';
	return isTail && cursor.key !== undefined && isCurrentList(state) ? selectErrors(state).arrived : 0;
}

/** The columns that can be sorted by, in the order in which they stand on the screen. */
export const errorSorts = ['occurredAt', 'object', 'recordName', 'operation', 'direction', 'code', 'message'] as const satisfies readonly ErrorSortColumn[];
export const defaultSort: SortOrder = {column: 'occurredAt', descending: true};

const parsed = memoizeLast((text: string): readonly FilterTerm[] => parseFilter(text, {fields: filterFields.errors}).terms);

export function errorTerms(state: State): readonly FilterTerm[] {
	return parsed(state.errors.filter);
}

/** The filter as the contract has it; an object may be typed by its label. */
export function errorFilter(state: State): ErrorFilter {
	const filter = toErrorFilter(errorTerms(state), {now: state.now, offset: state.zone.offset});
	return {...filter, object: namesOf(filter.object, objectLabels(state.panels.status.data))};
}

function namesOf(values: readonly string[], labels: ReadonlyMap<string, string>): string[] {
	return values.map(value => {
		const sign = value.startsWith('!') ? '!' : '';
		const name = value.slice(sign.length);
		const isIt = (text: string) => text.toLowerCase() === name.toLowerCase();
		const found = labels.has(name) ? name : labels.keys().find(key => isIt(key)) ?? labels.entries().find(([, label]) => isIt(label))?.[0];
		return sign + (found ?? name);
	});
}

export const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** The filter as parameters of a URL. */
export function filterQuery(state: State): URLSearchParams {
	const {from, to, ...lists} = errorFilter(state);
	const query = new URLSearchParams();
	for (const [name, values] of Object.entries(lists)) {
		for (const value of values) {
			query.append(name, value);
		}
	}

	if (from !== undefined) {
		query.append('from', iso(from));
	}

	if (to !== undefined) {
		query.append('to', iso(to));
	}

	return query;
}

/** As the list is shown, whichever end of it is read from. */
export function sortParameter({errors: {sort}}: State): string {
	return `${sort.descending ? '-' : ''}${sort.column}`;
}

/** What `GET /v1/errors` is asked, but for the page: from the end, the order is turned round. */
export function errorsQuery(state: State): URLSearchParams {
	const {sort, edge} = state.errors;
	const isDescending = sort.descending !== (edge === 'end');
	const query = filterQuery(state);
	query.append('sort', `${isDescending ? '-' : ''}${sort.column}`);
	return query;
}

export type WantedPage = {readonly part: PagePart; readonly cursor: string | undefined; readonly limit: number};

/** The page to read next, once the selection comes near an end of the window. */
export function wantedPage(state: State): WantedPage | undefined {
	const {errors} = state.panels;
	const screen = screenOf(state);
	if ((screen !== 'errors' && screen !== 'error') || !isCurrentList(state) || errors.data === undefined) {
		return undefined;
	}

	const {
		items, nextCursor, first, pages, isFromEnd,
	} = errors.data;
	const height = listHeight(state);
	const {index} = errorPlace(state);
	const read = isFromEnd ? items.length - 1 - index : index;
	if (nextCursor !== undefined && read + 2 * height >= items.length) {
		return {part: 'next', cursor: nextCursor, limit: pageSize};
	}

	const before = pages[first - 1];
	return before !== undefined && read <= 2 * height
		// As many as it had, and some for those that have come since.
		? {part: 'previous', cursor: before.cursor, limit: Math.min(maxPageSize, before.size + pageSize)}
		: undefined;
}

/** The causes as the backend groups them, or as what has been read can be grouped; `isPartial` says the latter. */
export function selectCauses(state: State): {readonly causes: readonly Cause[]; readonly isPartial: boolean} {
	if (can(state, 'error-causes')) {
		return {causes: state.panels.causes.data?.causes ?? [], isPartial: false};
	}

	return {causes: grouped(selectErrors(state).items, Math.floor(state.now / 60_000) * 60_000), isPartial: selectErrors(state).nextCursor !== undefined};
}

const grouped = memoizeLast((items: readonly SyncError[], now: number) => groupByCause(items, now));

export const causeKeys = memoizeLast((causes: readonly Cause[]): string[] =>
	causes.map(({object, operation, direction, code, pattern}) => JSON.stringify([object, operation, direction, code, pattern])));
