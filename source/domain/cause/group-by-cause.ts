/** Groups errors by cause: for backends that don't do it themselves. */
import type {Cause, SyncError} from '../../contract/errors.ts';
import {maskMessage} from './mask-message.ts';

const hour = 3_600_000;
const trendHours = 24;

type Group = {
	readonly pattern: string;
	readonly hours: number[];
	newest: SyncError;
	count: number;
	/** ms UTC. */
	first: number;
	last: number;
};

/**
One cause for each object, operation, direction, code and pattern of message; the most frequent first, of those as many the newest first.
`now` in ms UTC: the clock hour (of UTC) in which it falls is the last of the 24 of each trend.
*/
export function groupByCause(errors: readonly SyncError[], now: number): Cause[] {
	const trendFrom = (Math.floor(now / hour) - trendHours + 1) * hour;
	const groups = new Map<string, Group>();
	for (const error of errors) {
		const {object, operation, direction, code, message} = error;
		const pattern = maskMessage(message);
		// JSON has one word for null and undefined.
		const key = JSON.stringify([object, operation, direction, code, pattern]);
		const at = Date.parse(error.occurredAt);
		let group = groups.get(key);
		if (group === undefined) {
			group = {
				pattern, hours: Array.from({length: trendHours}, () => 0), newest: error, count: 0, first: at, last: at,
			};
			groups.set(key, group);
		}

		add(group, error, at, trendFrom);
	}

	return groups.values()
		.toArray()
		.toSorted((a, b) => b.count === a.count ? b.last - a.last : b.count - a.count)
		.map(group => causeOf(group, trendFrom));
}

function add(group: Group, error: SyncError, at: number, trendFrom: number): void {
	group.count++;
	group.first = Math.min(group.first, at);
	if (at > group.last) {
		group.last = at;
		group.newest = error;
	}

	const index = Math.floor((at - trendFrom) / hour);
	const before = group.hours[index];
	if (before !== undefined) {
		group.hours[index] = before + 1;
	}
}

function causeOf({pattern, hours, newest, count, first, last}: Group, trendFrom: number): Cause {
	const {object, operation, direction, code, message} = newest;
	return {
		object, operation, direction, code, pattern, message, count,
		firstSeenAt: new Date(first).toISOString(),
		lastSeenAt: new Date(last).toISOString(),
		trend: {from: new Date(trendFrom).toISOString(), hours},
	};
}
