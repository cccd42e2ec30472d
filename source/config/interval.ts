import {oneLine} from './one-line.ts';
import {UsageError} from './usage-error.ts';

/** The shortest and longest pause between two polls, in ms. */
export const intervalBounds = {min: 500, max: 3_600_000} as const;

const unitMs: Record<string, number> = {ms: 1, s: 1000, m: 60_000};

/** `5`, `5s`, `500ms`, `2m` → ms (a bare number is seconds). Throws a UsageError that names the setting. */
export function parseInterval(text: string, setting = '--interval'): number {
	const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/v.exec(text.trim());
	const ms = match ? Number(match[1]) * (unitMs[match[2] ?? 's'] ?? 1000) : NaN;
	if (!(ms >= intervalBounds.min && ms <= intervalBounds.max)) {
		throw new UsageError(`${setting} "${oneLine(text)}" is not a pause from 500ms to 60m; give seconds (5) or a unit (500ms, 10s, 2m).`);
	}

	return Math.round(ms);
}
