/** What a bench found, and how it is printed. */

export type Figure = {
	readonly name: string;
	/** With its unit. */
	readonly value: string;
	/** Where there is one. */
	readonly target?: {readonly text: string; readonly isMet: boolean};
};

/** A question that a bench answers, measured `runs` times on `program`, the built `cli.js`. */
export type Bench = {
	readonly defaultRuns: number;
	/** How many errors there are, where it is about them. */
	readonly defaultRows?: number;
	readonly measure: (program: string, runs: number, rows: number) => Promise<Figure[]>;
};

/** The value below which `share` (0 to 1) of the values lie, by the nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
	return percentile(values, 0.5);
}

/** A target of at most `limit`; what could not be measured misses it. */
export function atMost(value: number, limit: number, unit: string): NonNullable<Figure['target']> {
	return {text: `≤ ${limit}${unit}`, isMet: value <= limit};
}

/** The same for a target of at least `limit`. */
export function atLeast(value: number, limit: number, unit: string): NonNullable<Figure['target']> {
	return {text: `≥ ${limit}${unit}`, isMet: value >= limit};
}

export function tableOf(figures: readonly Figure[]): string {
	const rows = [
		['', 'measured', 'target', ''],
		...figures.map(({name, value, target}) => [name, value, target?.text ?? '', target === undefined ? '' : (target.isMet ? 'met' : 'MISSED')]),
	];
	const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	return rows.map(row => row.map((text, column) => column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
