/**
A window on a list of errors that may have a million rows: what was read last, page by page, from one end of the list. Pages that the reader has
left far behind are let go of; the cursors with which they begin are kept, so that they can be read again on the way back.
*/
import type {Count} from '../../contract/common.ts';
import type {ErrorsPage, SyncError} from '../../contract/errors.ts';

/** Where a page belongs: the first of the list, the one after the window, or the one before it. */
export type PagePart = 'first' | 'next' | 'previous';

type Page = {
	/** With which it is asked; the first page has none. */
	readonly cursor: string | undefined;
	/** Rows that it has, or had when it was let go of. */
	readonly size: number;
};

export type ErrorList = {
	/** The window, in the order of reading: from the end of the list at which it began. */
	readonly items: readonly SyncError[];
	/** Every page that was read, from the first one on. */
	readonly pages: readonly Page[];
	/** The page with which the window begins. */
	readonly first: number;
	/** Where the window goes on; undefined at the end of the list. */
	readonly nextCursor: string | undefined;
	readonly total: Count | undefined;
	/** RFC 3339: the search has come this far back, and goes on with the next page. */
	readonly searchedFrom: string | undefined;
	/** Ids of the first page when it was read last: what stands before them has come since. */
	readonly head: readonly string[];
	/** Read from its end: the order of reading is the reverse of the screen's. */
	readonly isFromEnd: boolean;
	/** Rows that came before the first one while the reader was elsewhere, as far as could be seen. */
	readonly arrived: number;
};

export const noErrors: ErrorList = {
	items: [], pages: [], first: 0, nextCursor: undefined, total: undefined, searchedFrom: undefined, head: [], isFromEnd: false, arrived: 0,
};

/** Rows that a window holds, a page more or less. */
export const windowSize = 500;

/** The list after a page came. A page that isn't wanted any more changes nothing. */
export function mergePage(list: ErrorList | undefined, page: ErrorsPage, part: PagePart, cursor: string | undefined, isFromEnd = false): ErrorList {
	// An id that comes twice is one record.
	const items = new Map(page.items.map(item => [item.id, item])).values().toArray();
	if (list === undefined) {
		return {...begun(items, page), isFromEnd};
	}

	switch (part) {
		case 'first': {
			return withFirst(list, items, page);
		}

		case 'next': {
			return cursor === list.nextCursor ? withNext(list, items, page) : list;
		}

		case 'previous': {
			return list.first > 0 && cursor === list.pages[list.first - 1]?.cursor ? withPrevious(list, items, page) : list;
		}
	}
}

function begun(items: readonly SyncError[], {nextCursor, total, searchedFrom}: ErrorsPage, arrived = 0): ErrorList {
	return {
		items, pages: [{cursor: undefined, size: items.length}], first: 0, nextCursor: nextCursor ?? undefined, total,
		searchedFrom: searchedFrom ?? undefined, head: items.map(({id}) => id), isFromEnd: false, arrived,
	};
}

/**
The newest answer for the first page: it replaces the start of the window down to its own last record, and keeps what was read below. Where
the two no longer meet, the list begins anew. With the window elsewhere, it only tells what has come.
*/
function withFirst(list: ErrorList, items: readonly SyncError[], page: ErrorsPage): ErrorList {
	const known = new Set(list.head);
	const seen = items.findIndex(({id}) => known.has(id));
	const arrived = list.arrived + (list.head.length === 0 ? 0 : (seen === -1 ? items.length : seen));
	const head = items.map(({id}) => id);
	const [firstPage, ...otherPages] = list.pages;
	if (list.first > 0) {
		const grown = {cursor: undefined, size: (firstPage?.size ?? 0) + arrived - list.arrived};
		return {...list, pages: [grown, ...otherPages], head, arrived, total: page.total ?? list.total};
	}

	const last = items.at(-1);
	const hasMore = (page.nextCursor ?? undefined) !== undefined;
	// A costly search that found nothing on its first page has got further with the next ones.
	if (last === undefined && hasMore && list.pages.length > 1) {
		return {...list, head, arrived, total: page.total ?? list.total};
	}

	const meets = last === undefined ? -1 : list.items.findIndex(({id}) => id === last.id);
	if (meets === -1 || !hasMore) {
		return {...begun(items, page, arrived), isFromEnd: list.isFromEnd};
	}

	const inPage = new Set(head);
	const below = list.items.slice(meets + 1).filter(({id}) => !inPage.has(id));
	const others = otherPages.reduce((sum, other) => sum + other.size, 0);
	const size = items.length + below.length - others;
	const isWhole = otherPages.length > 0 && size > 0 && (below.length > 0 || others === 0);
	return isWhole
		? {
			...list, items: [...items, ...below], pages: [{cursor: undefined, size}, ...otherPages], total: page.total, head, arrived,
		}
		: {...begun(items, page, arrived), isFromEnd: list.isFromEnd};
}

function withNext(list: ErrorList, items: readonly SyncError[], {nextCursor, total, searchedFrom}: ErrorsPage): ErrorList {
	const known = new Set(list.items.map(({id}) => id));
	const added = items.filter(({id}) => !known.has(id));
	const longer: ErrorList = {
		...list, items: [...list.items, ...added], pages: [...list.pages, {cursor: list.nextCursor, size: added.length}],
		nextCursor: nextCursor ?? undefined, total: total ?? list.total, searchedFrom: searchedFrom ?? undefined,
	};
	return withoutStart(longer);
}

function withPrevious(list: ErrorList, items: readonly SyncError[], page: ErrorsPage): ErrorList {
	const known = new Set(list.items.map(({id}) => id));
	const meets = items.findIndex(({id}) => known.has(id));
	const at = list.first - 1;
	// More has come at the top than one page tells: what lies between isn't known, so the list begins anew.
	if (meets === -1 && at === 0) {
		return {...begun(items, page, list.arrived), isFromEnd: list.isFromEnd};
	}

	const added = meets === -1 ? items : items.slice(0, meets);
	const pages = list.pages.with(at, {cursor: list.pages[at]?.cursor, size: added.length});
	return withoutEnd({...list, items: [...added, ...list.items], pages, first: at});
}

/** Lets go of the pages with which the window begins, as long as it stays large enough. */
function withoutStart(list: ErrorList): ErrorList {
	let {first, items} = list;
	for (let size = list.pages[first]?.size ?? 0; items.length - size >= windowSize; size = list.pages[first]?.size ?? 0) {
		items = items.slice(size);
		first++;
	}

	return first === list.first ? list : {...list, items, first};
}

function withoutEnd(list: ErrorList): ErrorList {
	let {pages, items, nextCursor} = list;
	for (let last = pages.at(-1); last !== undefined && items.length - last.size >= windowSize; last = pages.at(-1)) {
		items = items.slice(0, items.length - last.size);
		nextCursor = last.cursor;
		pages = pages.slice(0, -1);
	}

	return pages === list.pages ? list : {...list, pages, items, nextCursor};
}

/** The list without errors that are known to have left it. */
export function withoutRows(list: ErrorList, ids: ReadonlySet<string>): ErrorList {
	let start = 0;
	const pages = list.pages.map((page, at) => {
		if (at < list.first) {
			return page;
		}

		const rows = list.items.slice(start, start + page.size);
		start += page.size;
		return {...page, size: rows.filter(({id}) => !ids.has(id)).length};
	});
	const items = list.items.filter(({id}) => !ids.has(id));
	const left = list.items.length - items.length;
	return {...list, items, pages, total: typeof list.total === 'number' ? Math.max(0, list.total - left) : list.total};
}

/** Rows of the list that were read before those of the window, and let go of. */
export function skippedRows({pages, first}: ErrorList): number {
	return pages.slice(0, first).reduce((sum, {size}) => sum + size, 0);
}
