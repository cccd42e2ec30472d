import type {ErrorsPage} from '../../contract/errors.ts';
import type {ErrorList} from './state.ts';

/**
The list after a page came. A first page replaces the start of the list, down to its own last record, and keeps what was
read below it; where the two no longer meet, the list starts anew. A later page is appended if it is the one that was missing.
*/
export function mergeErrors(list: ErrorList | undefined, {items, ...page}: ErrorsPage, cursor: string | undefined): ErrorList {
	// An id that comes twice is one record.
	const found = new Map(items.map(item => [item.id, item])).values().toArray();
	const nextCursor = page.nextCursor ?? undefined;
	const fresh: ErrorList = {items: found, nextCursor, total: page.total};
	if (list === undefined) {
		return fresh;
	}

	if (cursor !== undefined) {
		if (list.nextCursor !== cursor) {
			return list;
		}

		const known = new Set(list.items.map(({id}) => id));
		return {items: [...list.items, ...found.filter(({id}) => !known.has(id))], nextCursor, total: page.total ?? list.total};
	}

	const last = found.at(-1);
	const meets = last === undefined ? -1 : list.items.findIndex(({id}) => id === last.id);
	if (meets === -1 || nextCursor === undefined) {
		return fresh;
	}

	const inPage = new Set(found.map(({id}) => id));
	const below = list.items.slice(meets + 1).filter(({id}) => !inPage.has(id));
	return below.length === 0 ? fresh : {items: [...found, ...below], nextCursor: list.nextCursor, total: page.total};
}
