/** When a question that failed is asked again: later each time, and never by all clients at once. */
import type {FailureCode} from './failure.ts';

/** ms: the first pause is at most this, each further one at most twice as long as the one before, and none longer than `longest`. */
const first = 1000;
const longest = 60_000;
/** ms: chance may not make a client ask again at once. */
const shortest = 200;

/**
"Full jitter": a random time from nothing to the bound of this failure (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
`failures` in a row, from 1 on; `random` gives 0 to 1. Returns ms.
*/
export function backOff(failures: number, random: () => number): number {
	const bound = Math.min(longest, first * 2 ** (failures - 1));
	return Math.max(shortest, Math.round(random() * bound));
}

export type Patience = {
	/** False while the question rests after a failure. */
	isDue(question: string): boolean;
	isFailing(question: string): boolean;
	/** Notes a failure, and returns when the question may be asked again, ms UTC. `retryAfter` is what the backend asked for, ms. */
	failed(question: string, failure: {readonly code: FailureCode; readonly retryAfter?: number | undefined}): number;
	succeeded(question: string): void;
	/** Nothing rests any longer: somebody wants to know now. How often a question has failed stays known. */
	hurry(): void;
	/** The first time at which one of the questions may be asked again, ms UTC; undefined where none rests. */
	nextAt(questions: Iterable<string>): number | undefined;
};

/** From a failure on, ms UTC. */
type Rest = {readonly failures: number; readonly code: FailureCode; readonly from: number; readonly until: number};

/** `clock` in ms UTC. A question is whatever text tells it from others. */
export function createPatience(clock: () => number, random: () => number = Math.random): Patience {
	const resting = new Map<string, Rest>();
	/** A clock that was set back must not make it longer. */
	const endOf = ({from, until}: Rest) => clock() < from ? 0 : until;
	const wake = (which: (rest: Rest) => boolean) => {
		for (const [question, rest] of resting) {
			if (which(rest)) {
				resting.set(question, {...rest, until: 0});
			}
		}
	};

	return {
		isDue(question) {
			const rest = resting.get(question);
			return rest === undefined || endOf(rest) <= clock();
		},
		isFailing: question => resting.has(question),
		failed(question, {code, retryAfter = 0}) {
			const failures = (resting.get(question)?.failures ?? 0) + 1;
			const from = clock();
			const until = from + Math.max(retryAfter, backOff(failures, random));
			resting.set(question, {
				failures, code, from, until,
			});
			return until;
		},
		succeeded(question) {
			const before = resting.get(question);
			resting.delete(question);
			// The backend can be reached again: what failed for the same reason needn't wait any longer.
			if (before !== undefined && isOutage(before.code)) {
				wake(({code}) => isOutage(code));
			}
		},
		hurry() {
			wake(() => true);
		},
		nextAt(questions) {
			const rests = [...questions].flatMap(question => resting.get(question) ?? []);
			const times = rests.map(rest => endOf(rest));
			return times.length === 0 ? undefined : Math.min(...times);
		},
	};
}

/** The backend gave no answer at all. */
export function isOutage(code: FailureCode): boolean {
	return code === 'unreachable' || code === 'timeout';
}
