/**
Clock hours counted from successive statuses, for a backend that doesn't count them itself. Each is a lower bound: of what was synced between two
polls, what came onto the backlog meanwhile hides a part, and what happened while nobody looked is not seen at all.
*/
import type {ObjectStatus, Status} from '../contract/status.ts';
import {addQuantities, quantityOf} from './count.ts';
import {hourStart, type ZoneOffset} from './hours.ts';
import type {HourCounts, RecalledHours} from './throughput.ts';

/** A status, and when it held: when it came, or was confirmed last. ms UTC by the backend's clock. */
export type Sighting = {readonly status: Status; readonly answeredAt: number; readonly heldAt: number};

export type Observed = {
	readonly last: Sighting | undefined;
	/** What has been counted so far, in the hour of the last sighting and the one before. All of it is partial. */
	readonly hours: RecalledHours;
};

/** `kept` is what earlier runs counted: of an hour that is still running, counting goes on from there. */
export function startObserving(kept: RecalledHours): Observed {
	const partial = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const [object, hours] of kept) {
		partial.set(object, new Map(hours.entries().filter(([, {isPartial}]) => isPartial)));
	}

	return {last: undefined, hours: partial};
}

/** With what was synced since the last sighting. */
export function observe({last, hours}: Observed, sighting: Sighting, offset: ZoneOffset): Observed {
	const added = last === undefined ? none : hoursBetween(last, sighting, offset);
	return {last: sighting, hours: addHours(hours, added, hourStart(sighting.heldAt, offset) - hourMs)};
}

/** The same status still holds. */
export function confirmed({last, hours}: Observed, heldAt: number): Observed {
	return {last: last && {...last, heldAt: Math.max(last.heldAt, heldAt)}, hours};
}

/**
What left the backlog between two statuses and didn't fail, by object, in the clock hour in which both were counted. A span over the end of an hour
belongs to no hour: on which side of it the records were synced isn't known, and a guess is no lower bound.
*/
export function hoursBetween(before: Sighting, after: Sighting, offset: ZoneOffset): RecalledHours {
	const earlier = new Map(before.status.objects.map(object => [object.object, object]));
	const hours = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const object of after.status.objects) {
		const known = earlier.get(object.object);
		const from = known && countedAt(known, before, before.heldAt);
		const to = countedAt(object, after, after.answeredAt);
		if (known === undefined || from === undefined || to === undefined || from >= to) {
			continue;
		}

		const start = hourStart(to, offset);
		const counts = countsBetween(known, object);
		if (counts !== undefined && hourStart(from, offset) === start) {
			hours.set(object.object, new Map([[start, counts]]));
		}
	}

	return hours;
}

/** When the backlog of an object was counted, as far as the backend says; `seenAt` where it doesn't. A time that can't be meant is none. */
function countedAt({asOf}: ObjectStatus, {status: {generatedAt}}: Sighting, seenAt: number): number | undefined {
	const said = asOf ?? generatedAt;
	if (typeof said !== 'string') {
		return seenAt;
	}

	const at = Date.parse(said);
	return Math.abs(at - seenAt) <= hourMs ? at : undefined;
}

/** Undefined where a number that it takes isn't known exactly: what can't be counted adds nothing. */
function countsBetween(before: ObjectStatus, after: ObjectStatus): HourCounts | undefined {
	const [was, is] = [exactBacklog(before), exactBacklog(after)];
	const [failedBefore, failedAfter] = [exactly(before.failed), exactly(after.failed)];
	const isAlike = hasDeletes(before) === hasDeletes(after);
	if (was === undefined || is === undefined || failedBefore === undefined || failedAfter === undefined || !isAlike) {
		return undefined;
	}

	const failed = Math.max(0, failedAfter - failedBefore);
	return {synced: Math.max(0, was - is - failed), failed, isPartial: true};
}

function exactBacklog({pending}: ObjectStatus): number | undefined {
	const {inserts, updates, deletes, total} = pending;
	const sum = quantityOf(total) ?? addQuantities([inserts, updates, ...(deletes === undefined || deletes === null ? [] : [deletes])].map(count => quantityOf(count)));
	return sum?.quality === 'exact' ? sum.value : undefined;
}

const hasDeletes = ({pending}: ObjectStatus): boolean => typeof pending.deletes === 'number';

function exactly(count: ObjectStatus['failed']): number | undefined {
	return typeof count === 'number' ? count : undefined;
}

function addHours(before: RecalledHours, added: RecalledHours, oldest: number): RecalledHours {
	if (added.size === 0) {
		return before;
	}

	const sums = new Map<string, ReadonlyMap<number, HourCounts>>();
	for (const object of new Set([...before.keys(), ...added.keys()])) {
		const hours = new Map(before.get(object)?.entries().filter(([start]) => start >= oldest));
		for (const [start, {synced, failed = 0}] of added.get(object) ?? []) {
			const known = hours.get(start);
			hours.set(start, {synced: (known?.synced ?? 0) + synced, failed: (known?.failed ?? 0) + failed, isPartial: true});
		}

		if (hours.size > 0) {
			sums.set(object, hours);
		}
	}

	return sums;
}

const none: RecalledHours = new Map();
const hourMs = 3_600_000;
