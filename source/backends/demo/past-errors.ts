/** The errors of the five days before the demo starts. A few causes make most of them, and three of those came in a burst. */
import {causes, lastingCauses, type Cause} from './causes.ts';
import type {DemoChange, MakeChange} from './changes.ts';
import {streamOf, streams, type Stream} from './objects.ts';
import type {Random} from './random.ts';
import {activity} from './rhythm.ts';

export type PastError = {
	readonly change: DemoChange;
	readonly cause: Cause;
	/** When it was tried, in vain each time: ms UTC, the first try first. */
	readonly tries: readonly number[];
};

/** How far back the demo's past goes. */
export const pastHours = 120;

const minute = 60_000;
const hour = 60 * minute;

/** Errors that came one by one, all through the five days. */
const scattered = 740;
const bursts = [
	// A list that was imported twice.
	{object: 'lead', operation: 'insert', direction: 'outbound', cause: causes.duplicate, count: 260, hoursAgo: 29.5, minutes: 40},
	// A form that lost its limit.
	{object: 'lead', operation: 'update', direction: 'outbound', cause: causes.tooLong, count: 170, hoursAgo: 76, minutes: 150},
	{object: 'contact', operation: 'update', direction: 'inbound', cause: causes.multipleMatch, count: 130, hoursAgo: 5.2, minutes: 25},
] as const;

/** In the order in which they failed last; `now` in ms UTC. */
export function pastErrors(random: Random, make: MakeChange, now: number): PastError[] {
	const fail = (stream: Stream, cause: Cause, firstTry: number): PastError => {
		const tries = [firstTry];
		while (tries.length < 5 && random.chance(0.45)) {
			tries.push(firstTry + tries.length * (7 * minute + random.below(2 * minute)));
		}

		const change = make(random, stream, firstTry - minute - random.below(20 * minute));
		return {change, cause, tries: tries.filter(at => at < now)};
	};

	const alone = Array.from({length: scattered}, () => {
		const stream = random.weighted(streams);
		const causesHere = lastingCauses(stream);
		return fail(stream, random.weighted(causesHere), busyMoment(random, now));
	});
	const together = bursts.flatMap(({object, operation, direction, cause, count, hoursAgo, minutes}) => {
		const stream = streamOf(object, operation, direction);
		const start = now - Math.floor(hoursAgo * hour);
		return Array.from({length: count}, () => fail(stream, cause, start + random.below(minutes * minute)));
	});
	return [...alone, ...together].toSorted((a, b) => lastTry(a) - lastTry(b));
}

/** When it failed last, in ms UTC. */
export function lastTry({tries}: PastError): number {
	return tries.at(-1) ?? 0;
}

/** More happens at busy hours: draws moments until one is kept. */
function busyMoment(random: Random, now: number): number {
	const busiest = 3;
	for (;;) {
		const ms = now - 1 - random.below(pastHours * hour);
		if (random.float() * busiest < activity(ms)) {
			return ms;
		}
	}
}
