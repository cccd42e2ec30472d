/** Numbers of records, with how sure they are. Not available is never 0. */
import type {Count, Quality} from '../contract/common.ts';

/** A number of records; undefined is *not available*. */
export type Quantity = {readonly value: number; readonly quality: 'exact' | Quality} | undefined;

/** What the contract's Count says: a plain number is exact, null and absent are not available. */
export function quantityOf(count: Count | undefined): Quantity {
	if (count === undefined || count === null) {
		return undefined;
	}

	return typeof count === 'number' ? {value: count, quality: 'exact'} : count;
}

/**
The sum. Where a part is not available, there are at least as many as the others; where none is available (or there is none), neither is the sum.
An estimate among exact parts makes the sum an estimate; a part that is "at least" makes it "at least".
*/
export function addQuantities(quantities: readonly Quantity[]): Quantity {
	const known = quantities.filter(quantity => quantity !== undefined);
	if (known.length === 0) {
		return undefined;
	}

	const isPartial = known.length < quantities.length || known.some(({quality}) => quality === 'at-least');
	const isEstimate = known.some(({quality}) => quality === 'estimate');
	return {
		value: known.reduce((sum, {value}) => sum + value, 0),
		quality: isPartial ? 'at-least' : (isEstimate ? 'estimate' : 'exact'),
	};
}

/** For sorting, by value; what is not available comes last in both directions, for it is neither the most nor the least. */
export function compareQuantities(a: Quantity, b: Quantity, isDescending = false): number {
	if (a === undefined || b === undefined) {
		return Number(a === undefined) - Number(b === undefined);
	}

	return isDescending ? b.value - a.value : a.value - b.value;
}

export type QuantityFormat = {
	/** What stands for *not available*. */
	readonly na?: string;
	/** `>=` and `~` instead of `≥` and `≈`. */
	readonly ascii?: boolean;
	/** `12.3k` instead of `12,345`. */
	readonly short?: boolean;
};

/** `1,204`, `≥ 1,204`, `≈ 1,204` or `N/A`. */
export function formatQuantity(quantity: Quantity, {na = 'N/A', ascii = false, short = false}: QuantityFormat = {}): string {
	if (quantity === undefined) {
		return na;
	}

	const {value, quality} = quantity;
	const number = short ? formatShort(value) : formatWhole(value);
	switch (quality) {
		case 'exact': {
			return number;
		}

		case 'estimate': {
			return `${ascii ? '~' : '≈'} ${number}`;
		}

		case 'at-least': {
			return `${ascii ? '>=' : '≥'} ${number}`;
		}
	}
}

/** A whole number with a comma between thousands. By hand, because the first `toLocaleString` costs a start of the program 8 to 24 ms. */
function formatWhole(value: number): string {
	let rest = String(Math.abs(value));
	let grouped = '';
	while (rest.length > 3) {
		grouped = `,${rest.slice(-3)}${grouped}`;
		rest = rest.slice(0, -3);
	}

	return `${value < 0 ? '-' : ''}${rest}${grouped}`;
}

const shortUnits = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const;

/** At most five characters for anything below 10¹⁵: `999`, `1k`, `12.3k`, `123k`, `4.5M`. Cut off, not rounded, so that "at least" stays true. */
function formatShort(value: number): string {
	const size = Math.abs(value);
	const [length, sign] = shortUnits.find(([unit]) => size >= unit) ?? [1, ''];
	const scaled = size / length;
	const digits = length === 1 || scaled >= 100 ? Math.floor(scaled) : Math.floor(size / (length / 10)) / 10;
	return `${value < 0 ? '-' : ''}${digits}${sign}`;
}
