import {oneLine} from './one-line.ts';
import {UsageError} from './usage-error.ts';

/** The shortest and longest pause between two polls, in ms. */
export const intervalBounds = {min: 500, max: 3_600_000} as const;

/** The shortest and longest time that a backend may be given to answer, in ms. */
export const timeoutBounds = {min: 1000, max: 60_000} as const;

const unitMs: Record<string, number> = {ms: 1, s: 1000, m: 60_000};

/** `5`, `5s`, `500ms`, `2m` → ms (a bare number is seconds). Throws a UsageError that names the setting. */
export function parseInterval(text: string, setting = '--interval'): number {
	const ms = msOf(text, intervalBounds);
	if (ms === undefined) {
		throw new UsageError(`${setting} "${oneLine(text)}" is not a pause from 500ms to 60m; give seconds (5) or a unit (500ms, 10s, 2m).`);
	}

	return ms;
}

/** How long an answer may take to come whole, as `parseInterval` reads it, → ms. */
export function parseTimeout(text: string, setting = '--timeout'): number {
	const ms = msOf(text, timeoutBounds);
	if (ms === undefined) {
		throw new UsageError(`${setting} "${oneLine(text)}" is not a time from 1s to 60s; give seconds (10) or a unit (1500ms, 30s, 1m).`);
	}

	return ms;
}

/** Undefined for what is no time, or out of bounds. */
function msOf(text: string, {min, max}: {readonly min: number; readonly max: number}): number | undefined {
	const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/v.exec(text.trim());
	const ms = match ? Number(match[1]) * (unitMs[match[2] ?? 's'] ?? 1000) : NaN;
	return ms >= min && ms <= max ? Math.round(ms) : undefined;
}
