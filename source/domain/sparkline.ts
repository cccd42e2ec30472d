/** A row of bars, one per value, on a scale from 0 to the largest; a value that is not known has its own sign, because it is not 0. */
export function sparkline(values: ReadonlyArray<number | undefined>, bars: readonly string[], unknown: string): string {
	const max = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
	const steps = bars.length - 1;
	return values.map(value => {
		if (value === undefined) {
			return unknown;
		}

		// Anything above 0 is seen as more than nothing.
		const step = value === 0 || max === 0 ? 0 : Math.max(1, Math.round(value / max * steps));
		return bars[step] ?? '';
	}).join('');
}
