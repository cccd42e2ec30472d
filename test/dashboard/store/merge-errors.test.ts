import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {mergeErrors} from '../../../source/dashboard/store/merge-errors.ts';

const errors = (...ids: number[]) => ids.map(id => ({id: `e${id}`, occurredAt: '2026-11-22T12:00:00Z'}));
const ids = (list: {readonly items: ReadonlyArray<{readonly id: string}>}) => list.items.map(({id}) => id).join(' ');

describe('the list of errors when a page comes', () => {
	it('begins with the first page', () => {
		const list = mergeErrors(undefined, {items: errors(3, 2), nextCursor: 'c2', total: 3}, undefined);
		assert.deepEqual(list, {items: errors(3, 2), nextCursor: 'c2', total: 3});
	});

	it('appends the page that it asked for, once', () => {
		const first = {items: errors(4, 3), nextCursor: 'c3', total: 4};
		const both = mergeErrors(first, {items: errors(2, 1), nextCursor: null, total: 4}, 'c3');
		assert.equal(ids(both), 'e4 e3 e2 e1');
		assert.equal(mergeErrors(both, {items: errors(2, 1), nextCursor: null, total: 4}, 'c3'), both);
	});

	it('takes new records on top and keeps what was read below the first page', () => {
		const list = {items: errors(4, 3, 2, 1), nextCursor: 'c1', total: 9};
		const merged = mergeErrors(list, {items: errors(5, 4, 3), nextCursor: 'c3', total: 10}, undefined);
		assert.equal(ids(merged), 'e5 e4 e3 e2 e1');
		assert.equal(merged.nextCursor, 'c1');
		assert.equal(merged.total, 10);
	});

	it('drops a record that has left the part that the first page covers', () => {
		const list = {items: errors(4, 3, 2, 1), nextCursor: undefined, total: 4};
		assert.equal(ids(mergeErrors(list, {items: errors(4, 2), nextCursor: 'c2', total: 3}, undefined)), 'e4 e2 e1');
	});

	it('starts anew where the first page no longer meets the list', () => {
		const list = {items: errors(2, 1), nextCursor: undefined, total: 2};
		assert.equal(ids(mergeErrors(list, {items: errors(9, 8), nextCursor: 'c8', total: 9}, undefined)), 'e9 e8');
	});
});
