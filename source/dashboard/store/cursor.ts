/**
Where the selection of a list is. It follows the record, not the row: rows that come or go above leave the selected
record selected, and on the same line of the screen. An untouched list has no key: its first row is selected, whatever it is.
*/
export type Cursor = {
	readonly key: string | undefined;
	/** The row that the key had when it was last seen: where the selection stays once its record is gone. */
	readonly index: number;
	/** The line of the screen, counted from the list's first visible line. */
	readonly line: number;
	/** Where an untouched list is selected: at its first row, or at its last. */
	readonly edge?: 'end';
};

export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'home' | 'end';

/** `top` is the first visible row; `index` is -1 in an empty list. */
export type Place = {readonly index: number; readonly top: number};

export const untouchedCursor: Cursor = {key: undefined, index: 0, line: 0};
/** On the last row, whatever it is, at the foot of the list. */
export const cursorAtEnd: Cursor = {
	key: undefined, index: 0, line: Infinity, edge: 'end',
};

/** Where the cursor stands in the list as it is now, with `height` visible lines. */
export function locate(cursor: Cursor, keys: readonly string[], height: number): Place {
	if (keys.length === 0) {
		return {index: -1, top: 0};
	}

	const untouched = cursor.edge === 'end' ? keys.length - 1 : 0;
	const found = cursor.key === undefined ? untouched : keys.indexOf(cursor.key);
	const index = found === -1 ? Math.min(cursor.index, keys.length - 1) : found;
	const line = Math.min(cursor.line, Math.max(0, height - 1));
	const top = Math.max(0, Math.min(index - line, keys.length - height));
	return {index, top};
}

/** The cursor after a move. Home lets go of the record: the first row stays selected while rows arrive above. */
export function moveCursor(cursor: Cursor, keys: readonly string[], height: number, move: Move): Cursor {
	if (keys.length === 0 || move === 'home') {
		return untouchedCursor;
	}

	const {index, top} = locate(cursor, keys, height);
	const page = Math.max(1, height - 1);
	const half = Math.max(1, Math.floor(height / 2));
	const steps: Record<Exclude<Move, 'home'>, number> = {
		up: -1, down: 1, 'page-up': -page, 'page-down': page, 'half-up': -half, 'half-down': half, end: keys.length,
	};
	const target = Math.max(0, Math.min(keys.length - 1, index + steps[move]));
	const scrolled = move === 'up' || move === 'down' || move === 'end' ? top : top + target - index;
	const newTop = Math.max(0, Math.min(scrolled, target, keys.length - height), target - height + 1);
	return {key: keys[target], index: target, line: target - newTop};
}

/** The cursor on the record with this key. */
export function cursorAt(key: string, keys: readonly string[], height: number, cursor: Cursor): Cursor {
	const index = keys.indexOf(key);
	return index === -1 ? cursor : {key, index, line: Math.min(index, cursor.line, Math.max(0, height - 1))};
}
