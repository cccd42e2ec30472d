import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
	addQuantities, compareQuantities, formatQuantity, quantityOf, type Quantity,
} from '../../source/domain/count.ts';

const exact = (value: number): Quantity => ({value, quality: 'exact'});
const estimate = (value: number): Quantity => ({value, quality: 'estimate'});
const atLeast = (value: number): Quantity => ({value, quality: 'at-least'});

test('a plain number is exact, a lesser one keeps its quality, and null is not 0', () => {
	assert.deepEqual(quantityOf(0), exact(0));
	assert.deepEqual(quantityOf({value: 7, quality: 'estimate'}), estimate(7));
	assert.equal(quantityOf(null), undefined);
	assert.equal(quantityOf(undefined), undefined);
});

describe('a sum', () => {
	test('of exact numbers is exact', () => {
		assert.deepEqual(addQuantities([exact(1), exact(0), exact(4)]), exact(5));
	});

	test('with an estimate in it is an estimate', () => {
		assert.deepEqual(addQuantities([exact(1), estimate(10)]), estimate(11));
	});

	test('with a part that is not available is at least the rest', () => {
		assert.deepEqual(addQuantities([exact(1), undefined, exact(2)]), atLeast(3));
		assert.deepEqual(addQuantities([exact(1), atLeast(5), estimate(2)]), atLeast(8));
	});

	test('of nothing that is available is not available', () => {
		assert.equal(addQuantities([undefined, undefined]), undefined);
		assert.equal(addQuantities([]), undefined);
	});
});

describe('sorting', () => {
	const list = [exact(3), undefined, exact(1), estimate(2)];
	const values = (quantities: readonly Quantity[]) => quantities.map(quantity => quantity?.value);

	test('goes by value, up or down', () => {
		assert.deepEqual(values(list.toSorted((a, b) => compareQuantities(a, b))), [1, 2, 3, undefined]);
	});

	test('puts what is not available last in both directions', () => {
		assert.deepEqual(values(list.toSorted((a, b) => compareQuantities(a, b, true))), [3, 2, 1, undefined]);
		assert.equal(compareQuantities(undefined, undefined, true), 0);
	});
});

describe('a number on the screen', () => {
	test('has commas between thousands', () => {
		const numbers = [0, 7, 999, 1000, 1204, 13_482, 1_000_000, Number.MAX_SAFE_INTEGER, -1204].map(value => formatQuantity(exact(value)));
		assert.deepEqual(numbers, ['0', '7', '999', '1,000', '1,204', '13,482', '1,000,000', '9,007,199,254,740,991', '-1,204']);
	});

	test('says how sure it is, with signs or in ASCII', () => {
		assert.equal(formatQuantity(atLeast(1204)), '≥ 1,204');
		assert.equal(formatQuantity(estimate(1204)), '≈ 1,204');
		assert.equal(formatQuantity(atLeast(1204), {ascii: true}), '>= 1,204');
		assert.equal(formatQuantity(estimate(1204), {ascii: true}), '~ 1,204');
	});

	test('is N/A, or what the caller says, where it is not available', () => {
		assert.equal(formatQuantity(undefined), 'N/A');
		assert.equal(formatQuantity(undefined, {na: '-', short: true}), '-');
	});

	test('has a short form that never claims more than there is', () => {
		const numbers = [999, 1000, 1999, 12_345, 99_999, 123_999, 999_999, 1_000_000, 4_560_000, 2_500_000_000, 7e12];
		assert.deepEqual(
			numbers.map(value => formatQuantity(exact(value), {short: true})),
			['999', '1k', '1.9k', '12.3k', '99.9k', '123k', '999k', '1M', '4.5M', '2.5G', '7T'],
		);
		assert.equal(formatQuantity(atLeast(12_399), {short: true}), '≥ 12.3k');
		assert.equal(formatQuantity(exact(-12_399), {short: true}), '-12.3k');
	});
});
