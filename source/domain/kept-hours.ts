/** Hours that come from several places (a backend, polls, an earlier run, another dashboard), put together: each stands there once. */
import type {HourCounts, RecalledHours} from './throughput.ts';

/** Both together, without the hours that began before `oldest` (ms UTC). Where both have an hour, `added` is the newer word on it. */
export function mergeHours(before: RecalledHours, added: RecalledHours, oldest = -Infinity): RecalledHours {
	const merged = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const object of new Set([...before.keys(), ...added.keys()])) {
		const hours = mergeObject(before.get(object) ?? none, added.get(object) ?? none, oldest);
		if (hours.size > 0) {
			merged.set(object, hours);
		}
	}

	return merged;
}

function mergeObject(before: ReadonlyMap<number, HourCounts>, added: ReadonlyMap<number, HourCounts>, oldest: number): ReadonlyMap<number, HourCounts> {
	const hours = new Map(before.entries().filter(([start]) => start >= oldest));
	for (const [start, counts] of added) {
		if (start >= oldest) {
			hours.set(start, betterCounts(hours.get(start), counts));
		}
	}

	return hours;
}

/** An exact hour counts more than a partial one, a newer exact one more than an older, and of two partial ones each says "at least". */
export function betterCounts(before: HourCounts | undefined, added: HourCounts): HourCounts {
	if (before === undefined || !added.isPartial) {
		return added;
	}

	return before.isPartial
		? {synced: Math.max(before.synced, added.synced), failed: larger(before.failed, added.failed), isPartial: true}
		: before;
}

/** The hours of `added` that `before` doesn't have, or has otherwise. */
export function newsIn(added: RecalledHours, before: RecalledHours): RecalledHours {
	const news = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const [object, hours] of added) {
		const known = before.get(object);
		const own = new Map(hours.entries().filter(([start, counts]) => isNews(known?.get(start), counts)));
		if (own.size > 0) {
			news.set(object, own);
		}
	}

	return news;
}

function isNews(before: HourCounts | undefined, added: HourCounts): boolean {
	const better = betterCounts(before, added);
	return better.synced !== before?.synced || better.failed !== before.failed || better.isPartial !== before.isPartial;
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
	return a === undefined || b === undefined ? a ?? b : Math.max(a, b);
}

const none: ReadonlyMap<number, HourCounts> = new Map();
