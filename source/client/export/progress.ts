/** How far an export has come, told at most ten times a second. Times are ms of any one clock. */

export type ExportProgress = {
	readonly records: number;
	/** As well as it is known. */
	readonly total: number | undefined;
	/** Written so far. */
	readonly bytes: number;
	/** Over the last seconds. */
	readonly recordsPerSecond: number;
	readonly msLeft: number | undefined;
};

/** ms between two reports. */
const interval = 100;

/** A rate is of this many reports, 3 s. */
const maxMarks = 30;

export type ProgressMeter = {
	/** Whether it is time to say more. */
	isDue(now: number): boolean;
	report(records: number, bytes: number, now: number): ExportProgress;
};

/** `start` is when the first record was waited for. */
export function progressMeter(total: number | undefined, start: number): ProgressMeter {
	const marks = [{at: start, records: 0}];
	return {
		isDue: now => now - (marks.at(-1)?.at ?? start) >= interval,
		report(records, bytes, now) {
			const [oldest = {at: start, records: 0}] = marks;
			const elapsed = now - oldest.at;
			const recordsPerSecond = elapsed > 0 ? (records - oldest.records) / elapsed * 1000 : 0;
			marks.push({at: now, records});
			if (marks.length > maxMarks) {
				marks.shift();
			}

			const msLeft = total === undefined || recordsPerSecond === 0 ? undefined : Math.max(0, total - records) / recordsPerSecond * 1000;
			return {records, total, bytes, recordsPerSecond, msLeft};
		},
	};
}
