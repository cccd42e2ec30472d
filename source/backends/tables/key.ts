/** What tells rows apart, in answers and back. */
import {Buffer} from 'node:buffer';
import type {ChangeRows} from './change-rows.ts';
import type {Position} from './cursor.ts';
import type {Fragment} from './fragment.ts';

/** Of rows without an id: what the others say, together. */
const derived = 'k-';

/** What `keyValue` takes: the id as text or number, or the columns that stand for it. */
export function keyOutOf({dialect, key, idColumn}: ChangeRows): Fragment {
	return dialect.keyOut(idColumn ?? key);
}

/** As the API says it; never empty. */
export function errorIdOf({idColumn}: ChangeRows, key: string): string {
	return idColumn === undefined || key === '' ? derived + Buffer.from(key).toString('base64url') : key;
}

/** The key that an id of the API stands for; undefined where it can't be one. */
export function keyOfErrorId({idColumn}: ChangeRows, id: string): string | undefined {
	if (idColumn !== undefined && id !== derived) {
		return id;
	}

	return id.startsWith(derived) ? Buffer.from(id.slice(derived.length), 'base64url').toString() : undefined;
}

/** Without an id, rows may be the same in all that they are ordered by: a page may end among them. */
export function hasEquals({idColumn}: Pick<ChangeRows, 'idColumn'>): boolean {
	return idColumn === undefined;
}

/** What a position is followed by where there are equals: how many of those at that place have been told. */
export function skippedAt(rows: Pick<ChangeRows, 'idColumn'>, position: Position): number {
	const last = position.at(-1);
	return hasEquals(rows) && typeof last === 'number' && Number.isSafeInteger(last) && last > 0 ? last : 0;
}

/** Where the page after this one begins. `places` are those of its rows, `before` is the position that it began after. */
export function nextPosition(rows: Pick<ChangeRows, 'idColumn'>, places: readonly Position[], before: Position | undefined): Position {
	const last = places.at(-1) ?? [];
	if (!hasEquals(rows)) {
		return last;
	}

	const isSame = (place: Position) => place.every((part, index) => part === last[index]);
	const equal = places.length - 1 - places.findLastIndex(place => !isSame(place));
	const earlier = equal === places.length && before !== undefined && isSame(before.slice(0, -1)) ? skippedAt(rows, before) : 0;
	return [...last, equal + earlier];
}
