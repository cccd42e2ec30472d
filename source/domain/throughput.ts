/** What was synced hour by hour. No data is not zero: an hour outside the backend's coverage is unknown. */
import {resolutions, type Throughput} from '../contract/throughput.ts';
import {addQuantities, quantityOf, type Quantity} from './count.ts';

export type Hour = {
	/** ms UTC. */
	readonly start: number;
	readonly synced: Quantity;
	readonly failed: Quantity;
};

/** What was counted in one full hour, as it is kept between runs. */
export type HourCounts = {readonly synced: number; readonly failed: number | undefined};

/** By object, then by the start of the hour (ms UTC). */
export type RecalledHours = ReadonlyMap<string, ReadonlyMap<number, HourCounts>>;

/**
The hours of each object of an answer in PT1H, oldest first; every object has the same hours, from `from` to `to`.
An hour that the answer doesn't know is taken from what earlier runs saw.
*/
export function hoursByObject(throughput: Throughput, recalled: RecalledHours = new Map()): Map<string, Hour[]> {
	const from = Date.parse(throughput.from);
	const to = Date.parse(throughput.to);
	const {coverage} = throughput;
	const knownFrom = coverage ? Date.parse(coverage.from) : Infinity;
	const knownTo = coverage ? Date.parse(coverage.to) : -Infinity;
	const count = Math.max(0, Math.min(maxHours, Math.floor((to - from) / resolutions.PT1H)));
	const blank: Hour[] = Array.from({length: count}, (_, index) => {
		const start = from + index * resolutions.PT1H;
		const isCovered = start >= knownFrom && start + resolutions.PT1H <= knownTo;
		const quantity: Quantity = isCovered ? {value: 0, quality: 'exact'} : undefined;
		return {start, synced: quantity, failed: quantity};
	});

	const byObject = new Map<string, Hour[]>();
	for (const bucket of throughput.buckets) {
		const hours = byObject.get(bucket.object) ?? [...blank];
		byObject.set(bucket.object, hours);
		const index = Math.floor((Date.parse(bucket.start) - from) / resolutions.PT1H);
		const before = hours[index];
		if (before !== undefined) {
			hours[index] = {start: before.start, synced: quantityOf(bucket.synced), failed: quantityOf(bucket.failed)};
		}
	}

	for (const [object, counts] of recalled) {
		const hours = byObject.get(object) ?? blank;
		if (hours.some(({start, synced}) => synced === undefined && counts.has(start))) {
			byObject.set(object, hours.map(hour => recall(hour, counts.get(hour.start))));
		}
	}

	byObject.set(anyOther, blank);
	return byObject;
}

function recall(hour: Hour, counts: HourCounts | undefined): Hour {
	if (hour.synced !== undefined || counts === undefined) {
		return hour;
	}

	return {start: hour.start, synced: quantityOf(counts.synced), failed: quantityOf(counts.failed)};
}

/** What of an answer is worth keeping: the hours that it knows exactly. */
export function hoursToKeep(throughput: Throughput): RecalledHours {
	const kept = new Map<string, Map<number, HourCounts>>();
	for (const [object, hours] of hoursByObject(throughput)) {
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

/** Maximum, average (rounded) and minimum of the hours that are known; unknown where none is. */
export function statisticsOf(hours: readonly Hour[]): HourStatistics {
	const known = hours.flatMap(({synced}) => synced === undefined ? [] : [synced.value]);
	if (known.length === 0) {
		return {max: undefined, average: undefined, min: undefined};
	}

	const exact = (value: number): Quantity => ({value, quality: 'exact'});
	return {
		max: exact(Math.max(...known)),
		average: exact(Math.round(known.reduce((sum, value) => sum + value, 0) / known.length)),
		min: exact(Math.min(...known)),
	};
}

/** All objects together in one hour. */
export function totalOf(hours: readonly Hour[]): Quantity {
	return addQuantities(hours.map(({synced}) => synced));
}

/** Stands for every object that an answer doesn't name: none of the contract's is named by the empty text. */
export const anyOther = '';

/** More than 400 days is not asked, and not believed. */
const maxHours = 9600;
