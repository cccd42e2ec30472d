/**
Few requests at a time, and none while the server has asked for a rest.

Dataverse allows an application user 6,000 requests and 20 minutes of work within 5 minutes, and 52 requests at a time; who goes on after a 429 is made
to wait longer (https://learn.microsoft.com/power-apps/developer/data-platform/api-limits).
*/
import {ProblemError} from '../../contract/problem.ts';

export type Pause = {
	/** Runs `body` when it is its turn. Throws a ProblemError `rate-limited`, with the seconds that are left, during a rest. */
	inTurn<Value>(body: () => Promise<Value>): Promise<Value>;
	/** Nothing is sent for so many seconds. The error that tells so. */
	rest(seconds: number): ProblemError;
};

/** Seconds: where a server says something absurd, people should not wait for a day. */
const maxRest = 3600;

/** `atOnce`: requests at a time. */
export function createPause(atOnce: number): Pause {
	// Not the wall clock, which may be set.
	let until = 0;
	let free = atOnce;
	const waiting: Array<() => void> = [];

	const told = (ms: number) => {
		const seconds = Math.max(1, Math.ceil(ms / 1000));
		return new ProblemError('rate-limited', `Dataverse has had too many requests; it takes the next ones in ${seconds} s`, {retryAfter: seconds});
	};

	return {
		async inTurn(body) {
			if (free > 0) {
				free--;
			} else {
				// Whoever is done hands its place over.
				await new Promise<void>(resolve => {
					waiting.push(resolve);
				});
			}

			try {
				const left = until - performance.now();
				if (left > 0) {
					throw told(left);
				}

				return await body();
			} finally {
				const next = waiting.shift();
				if (next === undefined) {
					free++;
				} else {
					next();
				}
			}
		},
		rest(seconds) {
			const ms = Math.min(Math.max(seconds, 1), maxRest) * 1000;
			until = Math.max(until, performance.now() + ms);
			return told(ms);
		},
	};
}

/** Seconds of a `Retry-After` header: a number, or a date by the clock that is given (ms UTC). */
export function readRetryAfter(header: string | null, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d{1,9}$/v.test(text)) {
		return Number(text);
	}

	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
