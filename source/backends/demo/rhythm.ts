/** How busy people are: the daily and weekly rhythm of the changes. */

const hour = 3_600_000;
const day = 24 * hour;

/** Of an office day, per hour UTC, before it is made to average 1 over the week. */
const officeDay = [
	0.25, 0.22, 0.22, 0.25, 0.35, 0.55, 0.95, 1.5, 1.95, 2.1, 2, 1.75, 1.6, 1.9, 2.05, 1.9, 1.6, 1.2, 0.9, 0.7, 0.55, 0.45, 0.35, 0.3,
];
const restDay = 0.35;
const average = officeDay.reduce((sum, value) => sum + value, 0) / 24 * (5 + 2 * restDay) / 7;

/** How many times the week's average happens at a moment (ms UTC). */
export function activity(ms: number): number {
	const hours = ms / hour;
	const before = Math.floor(hours);
	// Between two full hours, in proportion: no step in the middle of a screen.
	return atHour(before) + (atHour(before + 1) - atHour(before)) * (hours - before);
}

function atHour(hours: number): number {
	const weekday = new Date(hours * hour).getUTCDay();
	return (officeDay[hours % (day / hour)] ?? 1) * (weekday === 0 || weekday === 6 ? restDay : 1) / average;
}
