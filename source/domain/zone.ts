/** Times without a zone ("wall ms": what the clock shows there, as if it were UTC) and moments. All in ms. */

export type Zone = {
	/** The moment at which the clock shows it. What it shows twice is the first; what it never shows is an hour later. */
	toUtc(wall: number): number;
	toWall(utc: number): number;
	readonly isUtc: boolean;
};

export const utc: Zone = {toUtc: wall => wall, toWall: ms => ms, isUtc: true};

/** Zones change their offset on quarter hours alone. */
const quarter = 900_000;
const maxKept = 10_000;

/** `name` is an IANA name. Throws a RangeError for another. */
export function zoneNamed(name: string): Zone {
	const format = new Intl.DateTimeFormat('en', {
		timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', era: 'short',
	});
	if (format.resolvedOptions().timeZone === 'UTC') {
		return utc;
	}

	const offsets = new Map<number, number>();
	const offsetAt = (ms: number): number => {
		const start = Math.floor(ms / quarter) * quarter;
		let offset = offsets.get(start);
		if (offset === undefined) {
			offset = shown(format, start) - start;
			if (offsets.size >= maxKept) {
				offsets.clear();
			}

			offsets.set(start, offset);
		}

		return offset;
	};

	return {
		isUtc: false,
		toWall: ms => ms + offsetAt(ms),
		toUtc(wall) {
			// The offset a day before and a day after are what it can be.
			const day = 86_400_000;
			const moments = [wall - offsetAt(wall - day), wall - offsetAt(wall + day)];
			return moments.find(moment => moment + offsetAt(moment) === wall) ?? moments[0] ?? wall;
		},
	};
}

function shown(format: Intl.DateTimeFormat, ms: number): number {
	const parts = new Map(format.formatToParts(ms).map(({type, value}) => [type, value]));
	const numberOf = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type) ?? 0);
	const year = parts.get('era')?.startsWith('B') === true ? 1 - numberOf('year') : numberOf('year');
	const date = new Date(Date.UTC(2000, numberOf('month') - 1, numberOf('day'), numberOf('hour'), numberOf('minute'), numberOf('second')));
	return date.setUTCFullYear(year, numberOf('month') - 1, numberOf('day'));
}
