import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {ErrorsPage} from '../../../source/contract/errors.ts';
import {
	mergePage, skippedRows, windowSize, withoutRows, type ErrorList, type PagePart,
} from '../../../source/dashboard/store/error-list.ts';

const errors = (...ids: number[]) => ids.map(id => ({id: `e${id}`, occurredAt: '2026-11-22T12:00:00Z'}));
const page = (ids: number[], nextCursor: string | null, total = 9): ErrorsPage => ({items: errors(...ids), nextCursor, total});
const idsOf = (list: ErrorList) => list.items.map(({id}) => id).join(' ');
const first = (list: ErrorList | undefined, ids: number[], nextCursor: string | null) => mergePage(list, page(ids, nextCursor), 'first', undefined);

describe('the list of errors when a page comes', () => {
	it('begins with the first page', () => {
		const list = first(undefined, [3, 2], 'c2');
		assert.equal(idsOf(list), 'e3 e2');
		assert.equal(list.nextCursor, 'c2');
		assert.equal(list.total, 9);
	});

	it('appends the page that it asked for, once', () => {
		const both = mergePage(first(undefined, [4, 3], 'c3'), page([2, 1], null), 'next', 'c3');
		assert.equal(idsOf(both), 'e4 e3 e2 e1');
		assert.equal(mergePage(both, page([2, 1], null), 'next', 'c3'), both);
	});

	it('takes new records on top, counts them, and keeps what was read below the first page', () => {
		const list = mergePage(first(undefined, [4, 3], 'c3'), page([2, 1], 'c1'), 'next', 'c3');
		const merged = first(list, [6, 5, 4], 'c4');
		assert.equal(idsOf(merged), 'e6 e5 e4 e3 e2 e1');
		assert.equal(merged.nextCursor, 'c1');
		assert.equal(merged.arrived, 2);
	});

	it('drops a record that has left the part that the first page covers', () => {
		const list = mergePage(first(undefined, [4, 3], 'c3'), page([2, 1], null), 'next', 'c3');
		assert.equal(idsOf(first(list, [4, 2], 'c2')), 'e4 e2 e1');
	});

	it('starts anew where the first page no longer meets the list', () => {
		assert.equal(idsOf(first(first(undefined, [2, 1], 'c1'), [9, 8], 'c8')), 'e9 e8');
	});

	it('loses the records that are known to have left, and no place in it', () => {
		const list = mergePage(first(undefined, [4, 3], 'c3'), page([2, 1], 'c1'), 'next', 'c3');
		const less = withoutRows(list, new Set(['e3', 'e2']));
		assert.equal(idsOf(less), 'e4 e1');
		assert.deepEqual(less.pages.map(({size}) => size), [1, 1]);
		assert.equal(less.total, 7);
	});
});

/** A backend with the records 0 to `count` − 1, the newest (highest) first; a cursor names the last record of its page. */
function backend(count: number) {
	let newest = count;
	return {
		arrive(records: number) {
			newest += records;
		},
		newest: () => newest,
		page(cursor: string | undefined, limit: number): ErrorsPage {
			const from = Number(cursor ?? newest) - 1;
			const ids = Array.from({length: Math.min(limit, from + 1)}, (_, at) => from - at);
			const last = ids.at(-1);
			const isEnd = last === undefined || last === 0;
			return {items: errors(...ids), nextCursor: isEnd ? null : String(last), total: newest};
		},
	};
}

describe('a window on a long list', () => {
	it('holds some hundreds of rows, whole and in order, wherever the reader goes and whatever comes', () => {
		const step = fc.oneof(
			fc.record({kind: fc.constant('next' as const), times: fc.integer({min: 1, max: 20})}),
			fc.record({kind: fc.constant('previous' as const), times: fc.integer({min: 1, max: 20})}),
			fc.record({kind: fc.constant('poll' as const), times: fc.integer({min: 0, max: 60})}),
		);
		fc.assert(fc.property(fc.integer({min: 1, max: 6000}), fc.array(step, {maxLength: 20}), (count, steps) => {
			const source = backend(count);
			let list = mergePage(undefined, source.page(undefined, 100), 'first', undefined);
			const read = (part: PagePart, cursor: string | undefined, limit: number) => {
				list = mergePage(list, source.page(cursor, limit), part, cursor);
			};

			for (const {kind, times} of steps) {
				if (kind === 'poll') {
					source.arrive(times);
					read('first', undefined, 100);
					continue;
				}

				for (let time = 0; time < times; time++) {
					const before = list.pages[list.first - 1];
					if (kind === 'next' && list.nextCursor !== undefined) {
						read('next', list.nextCursor, 100);
					} else if (kind === 'previous' && before !== undefined) {
						read('previous', before.cursor, Math.min(1000, before.size + 100));
					}
				}

				const ids = list.items.map(({id}) => Number(id.slice(1)));
				assert.ok(ids.every((id, at) => at === 0 || id === ids[at - 1]! - 1), 'no gap, nothing twice');
				assert.ok(ids.length < 2 * windowSize + 200);
				assert.equal(list.nextCursor ?? '0', String(ids.at(-1)));
				assert.equal(skippedRows(list), source.newest() - 1 - ids[0]!, 'what was let go of is counted');
			}
		}), {numRuns: 200});
	});
});
