/** Times as exports and people write them. */
import type {Zone} from '../../domain/zone.ts';

/** A date: year first, day or month first with slashes, day first with points, or with the month's name. */
const dates = [
	/^(?<year>\d{4})[\-.\/](?<month>\d{1,2})[\-.\/](?<day>\d{1,2})(?!\d)/v,
	/^(?<one>\d{1,2})\/(?<two>\d{1,2})\/(?<year>\d{4})(?!\d)/v,
	/^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?!\d)/v,
	/^(?<name>[A-Za-z]{3})[a-z]* (?<day>\d{1,2}),? (?<year>\d{4})(?!\d)/v,
];
/** What may follow: a time of day, am or pm, and a zone. */
const rest = /^(?:[,t]? ?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[,.](?<fraction>\d{1,9}))?)?)?(?: ?(?<half>[ap]m))?(?: ?(?<zone>z|utc|gmt|[+\-]\d{2}:?\d{2}))?$/iv;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
ms UTC; undefined for what is no time. `2026-11-22T13:07:21.5Z`, `2026-11-22 13:07`, `11/22/2026 1:07 PM` (by `slashes`), `22.11.2026 13:07`, `Nov 22, 2026 1:07 PM`, and
an offset or a zone `Z`, `UTC` or `GMT` after them. A time without one is what the clock shows in `ownZone`.
*/
export function parseTime(text: string, ownZone: Zone, slashes: SlashOrder = 'month-first'): number | undefined {
	const trimmed = text.trim();
	const date = dates.map(each => each.exec(trimmed)).find(each => each !== null);
	const groups = rest.exec(trimmed.slice(date?.[0].length ?? 0))?.groups;
	if (date?.groups === undefined || groups === undefined) {
		return undefined;
	}

	const {name, year, one, two} = date.groups;
	const [monthText, dayText] = one === undefined ? [date.groups.month, date.groups.day] : (slashes === 'month-first' ? [one, two] : [two, one]);
	const month = name === undefined ? Number(monthText) - 1 : months.indexOf(name.toLowerCase());
	const day = Number(dayText);
	const isAfternoon = groups.half?.toLowerCase() === 'pm';
	const hour = groups.half === undefined ? Number(groups.hour ?? 0) : Number(groups.hour ?? 0) % 12 + (isAfternoon ? 12 : 0);
	const [minute, second, fraction] = [Number(groups.minute ?? 0), Number(groups.second ?? 0), Number(`0.${groups.fraction ?? '0'}`)];
	const local = Date.UTC(Number(year), month, day, hour, minute, second, Math.floor(fraction * 1000));
	const isReal = month >= 0 && month < 12 && new Date(local).getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
	if (!isReal) {
		return undefined;
	}

	const {zone} = groups;
	if (zone === undefined) {
		return ownZone.toUtc(local);
	}

	const [, sign = '+', hours = '0', minutes = '0'] = /^([+\-])(\d{2}):?(\d{2})$/v.exec(zone) ?? [];
	return local - (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** In which order day and month stand where slashes are between them. */
export type SlashOrder = 'month-first' | 'day-first';

/** What a date with slashes says of all of its file: `22/11/2026` has the day first. Undefined where it may be either, `none` where it has no slashes. */
export function slashOrderOf(text: string): SlashOrder | 'none' | undefined {
	const [, one, two] = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}/v.exec(text) ?? [];
	if (one === undefined) {
		return text.trim() === '' ? undefined : 'none';
	}

	return Number(two) > 12 ? 'month-first' : (Number(one) > 12 ? 'day-first' : undefined);
}
