import type {FilterTime} from './terms.ts';

const unitLengths = new Map([['m', 60_000], ['h', 3_600_000], ['d', 86_400_000], ['w', 604_800_000]]);

/** `90m`, `2h`, `3d`, `1w`, `2026-11-20`, `2026-11-20T14:00`, in any case; undefined for what is no such time, such as a 31st of February. */
export function parseTime(text: string): FilterTime | undefined {
	return parseAge(text.toLowerCase()) ?? parseClock(text.toUpperCase());
}

function parseAge(text: string): FilterTime | undefined {
	const {count, unit = ''} = /^(?<count>\d{1,5})(?<unit>[dhmw])$/v.exec(text)?.groups ?? {};
	const length = unitLengths.get(unit);
	return length === undefined ? undefined : {kind: 'ago', ms: Number(count) * length};
}

function parseClock(text: string): FilterTime | undefined {
	const {day, time} = /^(?<day>\d{4}-\d\d-\d\d)(?:T(?<time>\d\d:\d\d(?::\d\d)?))?$/v.exec(text)?.groups ?? {};
	if (day === undefined) {
		return undefined;
	}

	const ms = Date.parse(`${day}T${time ?? '00:00'}Z`);
	// Date.parse takes the 31st of a shorter month for a day of the next one, and 24:00 for the next midnight.
	const isThatDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
	return isThatDay ? {kind: 'clock', ms, isDay: time === undefined} : undefined;
}
