/** Hours as they stand in the file: by object, oldest first, short, because there may be 840 of each. */
import {Buffer} from 'node:buffer';
import {mergeHours} from '../../domain/kept-hours.ts';
import type {HourCounts, RecalledHours} from '../../domain/throughput.ts';

/** Start in seconds UTC, synced, failed or null, and a 1 where they were counted from polls. */
export type StoredHour = readonly [start: number, synced: number, failed: number | null, isPartial?: 1];
export type StoredHours = ReadonlyMap<string, readonly StoredHour[]>;

/** ms: 35 days. */
const keptFor = 35 * 24 * 3_600_000;

/** Undefined where `value` isn't such an object at all; of one that is, what doesn't fit is left out. Names such as `__proto__` are names like others. */
export function readStoredHours(value: unknown): StoredHours | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return undefined;
	}

	const hours = new Map<string, readonly StoredHour[]>();
	for (const [object, list] of Object.entries(value as Record<string, unknown>)) {
		if (Array.isArray(list)) {
			hours.set(object, list.filter(hour => isStoredHour(hour)));
		}
	}

	return hours;
}

// By hand: a schema takes ten times as long for 42,000 of them, before the first frame.
function isStoredHour(value: unknown): value is StoredHour {
	return Array.isArray(value) && Number.isSafeInteger(value[0]) && isCount(value[1]) && (value[2] === null || isCount(value[2]))
		&& (value.length === 3 || (value.length === 4 && value[3] === 1));
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Those that began at `from` (ms UTC) or later. */
export function recallHours(stored: StoredHours, from = -Infinity): RecalledHours {
	const hours = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const [object, list] of stored) {
		const own = new Map(list.filter(([start]) => start * 1000 >= from).map(hour => [hour[0] * 1000, countsOf(hour)]));
		if (own.size > 0) {
			hours.set(object, own);
		}
	}

	return hours;
}

function countsOf([, synced, failed, isPartial]: StoredHour): HourCounts {
	return {synced, failed: failed ?? undefined, ...(isPartial === 1 && {isPartial: true as const})};
}

/** With `added`, without what is older than 35 days at `now` (ms UTC), nor in a future that can't be meant. */
export function storeHours(stored: StoredHours, added: RecalledHours, now: number): StoredHours {
	// As far ahead as back: another dashboard's clock may differ, and one that was wrong for a while must not take its hours away.
	const [oldest, newest] = [(now - keptFor) / 1000, (now + keptFor) / 1000];
	const hours = new Map<string, readonly StoredHour[]>();
	for (const object of new Set([...stored.keys(), ...added.keys()])) {
		const before = stored.get(object) ?? [];
		const own = added.get(object);
		const list = (own === undefined ? before : mergedList(before, object, own)).filter(([start]) => start >= oldest && start <= newest);
		if (list.length > 0) {
			hours.set(object, list);
		}
	}

	return hours;
}

function mergedList(before: readonly StoredHour[], object: string, own: ReadonlyMap<number, HourCounts>): StoredHour[] {
	const merged = mergeHours(recallHours(new Map([[object, before]])), new Map([[object, own]])).get(object);
	return [...merged ?? []]
		.map(([start, counts]) => storedHour(start, counts))
		.toSorted(([a], [b]) => a - b);
}

function storedHour(start: number, {synced, failed, isPartial}: HourCounts): StoredHour {
	const exact = [start / 1000, synced, failed ?? null] as const;
	return isPartial ? [...exact, 1] : exact;
}

/** The hours with their JSON, at most `bytes` long: where there are too many, the oldest of all objects go first. */
export function boundHours(stored: StoredHours, bytes: number): {readonly hours: StoredHours; readonly json: string} {
	const json = jsonOf(stored);
	if (Buffer.byteLength(json) <= bytes) {
		return {hours: stored, json};
	}

	const hours = newestWithin(stored, bytes);
	return {hours, json: jsonOf(hours)};
}

const jsonOf = (hours: StoredHours): string => JSON.stringify(Object.fromEntries(hours));

function newestWithin(stored: StoredHours, bytes: number): StoredHours {
	const bytesByStart = new Map<number, number>();
	let left = bytes - 2;
	for (const [object, list] of stored) {
		left -= Buffer.byteLength(JSON.stringify(object)) + ':[],'.length;
		for (const hour of list) {
			bytesByStart.set(hour[0], (bytesByStart.get(hour[0]) ?? 0) + JSON.stringify(hour).length + 1);
		}
	}

	const starts = [...bytesByStart].toSorted(([a], [b]) => b - a);
	let oldest = Infinity;
	for (const [start, size] of starts) {
		left -= size;
		if (left < 0) {
			break;
		}

		oldest = start;
	}

	return new Map(stored.entries().map(([object, list]) => [object, list.filter(([start]) => start >= oldest)] as const).filter(([, list]) => list.length > 0));
}
