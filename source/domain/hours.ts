/** Clock hours of a time zone. Times are ms UTC; the zone comes in as a function, so that nothing here knows the machine's own. */

/** How many minutes a zone is east of UTC at a moment: 60 for Madrid in winter, 345 for Kathmandu. */
export type ZoneOffset = (utcMs: number) => number;

/** ms UTC, `from` inclusive, `to` exclusive. */
export type Span = {readonly from: number; readonly to: number};

const minute = 60_000;
const hour = 60 * minute;

/** When the zone's clock last showed a full hour: at 14:07 there, 14:00. */
export function hourStart(now: number, offset: ZoneOffset): number {
	return now - positiveRemainder(toLocal(now, offset), hour);
}

/**
The last full clock hour of the zone: at 14:07 there, from 13:00 to 14:00. It is always one hour of real time: where the clocks went back from
3:00 to 2:00, the hour before the second 2:00 is the one that began at the first.
*/
export function lastFullHour(now: number, offset: ZoneOffset): Span {
	const to = hourStart(now, offset);
	return {from: to - hour, to};
}

/** `14:07`, from 00:00 to 23:59. */
export function formatClock(ms: number, offset: ZoneOffset): string {
	const local = new Date(toLocal(ms, offset));
	return `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
}

/** `14:07:21`. */
export function formatTime(ms: number, offset: ZoneOffset): string {
	return `${formatClock(ms, offset)}:${twoDigits(new Date(toLocal(ms, offset)).getUTCSeconds())}`;
}

/** `2026-11-22`. */
export function formatDay(ms: number, offset: ZoneOffset): string {
	const local = new Date(toLocal(ms, offset));
	return `${String(local.getUTCFullYear()).padStart(4, '0')}-${twoDigits(local.getUTCMonth() + 1)}-${twoDigits(local.getUTCDate())}`;
}

/** `13:00–14:00`; the last hour of a day is `23:00–00:00`. */
export function formatHourRange(from: number, to: number, offset: ZoneOffset): string {
	return `${formatClock(from, offset)}–${formatClock(to, offset)}`;
}

/** The zone that the process runs in (`TZ`, or the system's), without loading Intl. */
export const systemOffset: ZoneOffset = utcMs => 0 - new Date(utcMs).getTimezoneOffset();

/** What the zone's clock shows, as if it were UTC. */
function toLocal(utcMs: number, offset: ZoneOffset): number {
	return utcMs + (offset(utcMs) * minute);
}

function positiveRemainder(value: number, divisor: number): number {
	return ((value % divisor) + divisor) % divisor;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
