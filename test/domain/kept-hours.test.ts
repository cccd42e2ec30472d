import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {betterCounts, mergeHours, newsIn} from '../../source/domain/kept-hours.ts';
import type {HourCounts, RecalledHours} from '../../source/domain/throughput.ts';

const hour = 3_600_000;
const exact = (synced: number): HourCounts => ({synced, failed: 1});
const partial = (synced: number, failed?: number): HourCounts => ({synced, failed, isPartial: true});
const lead = (...hours: ReadonlyArray<[number, HourCounts]>): RecalledHours => new Map([['lead', new Map(hours)]]);

const counts = fc.record({synced: fc.nat(9), failed: fc.option(fc.nat(9), {nil: undefined}), isPartial: fc.boolean()})
	.map(({isPartial, ...rest}): HourCounts => isPartial ? {...rest, isPartial: true} : rest);
const hours = fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.dictionary(fc.constantFrom('0', '1', '2'), counts))
	.map((objects): RecalledHours => new Map(Object.entries(objects).map(([object, list]) => [object, new Map(Object.entries(list).map(([index, value]) => [Number(index) * hour, value]))])));

describe('hours from several places', () => {
	it('stand there once, the newer word on each, and gaps stay gaps', () => {
		const merged = mergeHours(lead([hour, exact(1)], [3 * hour, exact(3)]), lead([3 * hour, exact(4)], [5 * hour, exact(5)]));
		assert.deepEqual(merged, lead([hour, exact(1)], [3 * hour, exact(4)], [5 * hour, exact(5)]));
	});

	it('lose what is too old, and objects of which nothing is left', () => {
		assert.deepEqual(mergeHours(lead([hour, exact(1)]), new Map([['contact', new Map([[2 * hour, exact(2)]])]]), 2 * hour).keys().toArray(), ['contact']);
	});

	it('are exact rather than partial, and of two partial ones the larger bounds', () => {
		assert.deepEqual(betterCounts(partial(9), exact(5)), exact(5));
		assert.deepEqual(betterCounts(exact(5), partial(9)), exact(5));
		assert.deepEqual(betterCounts(partial(9, 2), partial(7, 4)), partial(9, 4));
		assert.deepEqual(betterCounts(partial(9), partial(10, 0)), partial(10, 0));
	});

	it('are news where they say more than what is known', () => {
		assert.deepEqual(newsIn(lead([0, exact(1)], [hour, partial(3)], [2 * hour, partial(9)]), lead([0, exact(1)], [hour, partial(2)], [2 * hour, exact(4)])), lead([hour, partial(3)]));
	});

	it('come to the same, once they have been told what is news (property)', () => {
		fc.assert(fc.property(hours, hours, (before, added) => {
			const whole = mergeHours(before, added);
			assert.deepEqual(mergeHours(before, newsIn(added, before)), whole);
			assert.equal(newsIn(added, whole).size, 0);
		}));
	});
});
