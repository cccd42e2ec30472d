import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
	locate, moveCursor, untouchedCursor, type Move,
} from '../../../source/dashboard/store/cursor.ts';

const keys = (count: number) => Array.from({length: count}, (_, index) => `k${index}`);
const after = (moves: Move[], list: string[], height: number) => moves.reduce((cursor, move) => moveCursor(cursor, list, height, move), untouchedCursor);

describe('the cursor of a list', () => {
	it('begins on the first row, whatever it is', () => {
		assert.deepEqual(locate(untouchedCursor, keys(3), 10), {index: 0, top: 0});
		assert.deepEqual(locate(untouchedCursor, ['new', ...keys(3)], 10), {index: 0, top: 0});
	});

	it('stands nowhere in an empty list', () => {
		assert.deepEqual(locate(untouchedCursor, [], 10), {index: -1, top: 0});
	});

	it('scrolls only once the selection would leave the screen', () => {
		assert.deepEqual(locate(after(['down', 'down'], keys(10), 3), keys(10), 3), {index: 2, top: 0});
		assert.deepEqual(locate(after(['down', 'down', 'down'], keys(10), 3), keys(10), 3), {index: 3, top: 1});
		assert.deepEqual(locate(after(['down', 'down', 'down', 'up'], keys(10), 3), keys(10), 3), {index: 2, top: 1});
	});

	it('pages by a screen less one row, and stops at both ends', () => {
		assert.equal(locate(after(['page-down'], keys(100), 10), keys(100), 10).index, 9);
		assert.equal(locate(after(['end', 'page-down'], keys(100), 10), keys(100), 10).index, 99);
		assert.equal(locate(after(['page-down', 'page-up', 'page-up'], keys(100), 10), keys(100), 10).index, 0);
	});

	it('follows its record, on the same line of the screen, when rows arrive above', () => {
		const cursor = after(['down', 'down', 'down', 'down', 'down'], keys(20), 4);
		assert.deepEqual(locate(cursor, keys(20), 4), {index: 5, top: 2});
		assert.deepEqual(locate(cursor, ['a', 'b', 'c', ...keys(20)], 4), {index: 8, top: 5});
	});

	it('stays on the row when its record is gone', () => {
		const cursor = after(['down', 'down'], keys(5), 10);
		assert.equal(locate(cursor, keys(5).filter(key => key !== 'k2'), 10).index, 2);
		assert.equal(locate(cursor, ['k0'], 10).index, 0);
	});

	it('lets go of the record on Home: the first row stays selected while rows arrive', () => {
		const cursor = after(['down', 'down', 'home'], keys(5), 10);
		assert.equal(locate(cursor, ['new', ...keys(5)], 10).index, 0);
	});

	it('always shows the selection, and never more than the list has', () => {
		const move = fc.constantFrom<Move>('up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'home', 'end');
		fc.assert(fc.property(fc.array(move), fc.integer({min: 1, max: 40}), fc.integer({min: 1, max: 60}), fc.integer({min: 0, max: 5}), (moves, height, count, added) => {
			const cursor = after(moves, keys(count), height);
			const list = [...Array.from({length: added}, (_, index) => `a${index}`), ...keys(count)];
			const {index, top} = locate(cursor, list, height);
			assert.ok(index >= top && index < top + height, `row ${index} of ${list.length}, shown from ${top}, ${height} lines`);
			assert.ok(top >= 0);
			assert.ok(top === 0 || top + height <= list.length);
		}));
	});
});
