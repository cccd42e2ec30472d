/** What was synced hour by hour. No data is not zero: an hour outside the backend's coverage is unknown. */
import {resolutions, type Throughput} from '../contract/throughput.ts';
import {addQuantities, quantityOf, type Quantity} from './count.ts';

export type Hour = {
	/** ms UTC. */
	readonly start: number;
	readonly synced: Quantity;
	readonly failed: Quantity;
};

/** What was counted in one clock hour, as it is kept between runs. */
export type HourCounts = {
	readonly synced: number;
	readonly failed: number | undefined;
	/** Counted from polls: there were at least as many. */
	readonly isPartial?: true;
};

/** By object, then by the start of the hour (ms UTC). */
export type RecalledHours = ReadonlyMap<string, ReadonlyMap<number, HourCounts>>;

/** ms UTC; whole hours apart. */
export type Window = {readonly from: number; readonly to: number};

/**
The hours of each object in the window, oldest first; every object has the same ones. Quarter hours are added up. An hour that the answer covers in part
is at least what it says; one that it doesn't know is taken from what earlier runs saw.
*/
export function hoursByObject(throughput: Throughput, window: Window, recalled: RecalledHours = new Map()): Map<string, Hour[]> {
	const {coverage, resolution} = throughput;
	// Without a word on coverage, what is told is known and what isn't told is not.
	const knownFrom = coverage ? Date.parse(coverage.from) : Infinity;
	const knownTo = coverage ? Date.parse(coverage.to) : -Infinity;
	const isCovered = (start: number) => start >= knownFrom && start + hourMs <= knownTo;
	const blank: Hour[] = Array.from({length: Math.round((window.to - window.from) / hourMs)}, (_, index) => {
		const start = window.from + index * hourMs;
		const quantity: Quantity = isCovered(start) ? {value: 0, quality: 'exact'} : undefined;
		return {start, synced: quantity, failed: quantity};
	});

	const byObject = new Map<string, Hour[]>();
	for (const bucket of throughput.buckets) {
		const offset = Date.parse(bucket.start) - window.from;
		const index = Math.floor(offset / hourMs);
		const before = blank[index] && (byObject.get(bucket.object) ?? blank)[index];
		// An hour of another clock is no hour of this one.
		if (before === undefined || offset % resolutions[resolution] !== 0) {
			continue;
		}

		const hours = byObject.get(bucket.object) ?? [...blank];
		byObject.set(bucket.object, hours);
		const isWhole = !coverage || isCovered(before.start);
		hours[index] = {
			start: before.start,
			synced: told(before.synced, quantityOf(bucket.synced), isWhole),
			failed: told(before.failed, quantityOf(bucket.failed), isWhole),
		};
	}

	for (const [object, counts] of recalled) {
		const hours = byObject.get(object) ?? blank;
		if (hours.some(({start, synced}) => synced?.quality !== 'exact' && counts.has(start))) {
			byObject.set(object, hours.map(hour => recall(hour, counts.get(hour.start))));
		}
	}

	byObject.set(anyOther, blank);
	return byObject;
}

/** A bucket on top of what the hour has so far. */
function told(before: Quantity, added: Quantity, isWhole: boolean): Quantity {
	const sum = before === undefined ? added : addQuantities([before, added]);
	return sum === undefined || isWhole ? sum : {value: sum.value, quality: 'at-least'};
}

function recall(hour: Hour, counts: HourCounts | undefined): Hour {
	if (hour.synced?.quality === 'exact' || counts === undefined) {
		return hour;
	}

	const {synced, failed, isPartial} = counts;
	// Of two bounds the larger one says more.
	if (isPartial && hour.synced !== undefined && hour.synced.value >= synced) {
		return hour;
	}

	const quantity = (value: number | undefined): Quantity => value === undefined ? undefined : {value, quality: isPartial ? 'at-least' : 'exact'};
	return {start: hour.start, synced: quantity(synced), failed: quantity(failed)};
}

/** What of an answer is worth keeping: the hours that it knows exactly. */
export function hoursToKeep(throughput: Throughput): RecalledHours {
	const from = Date.parse(throughput.from);
	const count = Math.min(maxHours, Math.floor((Date.parse(throughput.to) - from) / hourMs));
	const kept = new Map<string, Map<number, HourCounts>>();
	for (const [object, hours] of hoursByObject(throughput, {from, to: from + Math.max(0, count) * hourMs})) {
		const known = hours.flatMap(({start, synced, failed}): Array<[number, HourCounts]> => synced?.quality === 'exact'
			? [[start, {synced: synced.value, failed: failed?.quality === 'exact' ? failed.value : undefined}]]
			: []);
		if (object !== anyOther && known.length > 0) {
			kept.set(object, new Map(known));
		}
	}

	return kept;
}

export type HourStatistics = {readonly max: Quantity; readonly average: Quantity; readonly min: Quantity};

/** Maximum, average (rounded) and minimum of the hours that are known, as sure as all of them are; unknown where none is. */
export function statisticsOf(hours: readonly Hour[]): HourStatistics {
	const known = hours.flatMap(({synced}) => synced === undefined ? [] : [synced]);
	const sum = addQuantities(known);
	if (sum === undefined) {
		return {max: undefined, average: undefined, min: undefined};
	}

	const {quality} = sum;
	const values = known.map(({value}) => value);
	const average = sum.value / known.length;
	return {
		max: {value: Math.max(...values), quality},
		// Rounded up, it would no longer be a bound.
		average: {value: quality === 'at-least' ? Math.floor(average) : Math.round(average), quality},
		min: {value: Math.min(...values), quality},
	};
}

/** Stands for every object that an answer doesn't name: none of the contract's is named by the empty text. */
export const anyOther = '';

/** More hours than are ever asked are not believed. */
const maxHours = 48;

const hourMs = resolutions.PT1H;
