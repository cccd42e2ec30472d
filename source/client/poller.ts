/** Asks the backend again and again: one request at a time, with a pause after each round. */

/** One question of a round. It must not reject: what fails is its own to report, and what was aborted has nothing to say. */
export type Task = (signal: AbortSignal) => Promise<void>;

/** `all` asks everything; `retry` comes between, for what failed and has rested long enough. */
export type Round = 'all' | 'retry';

export type Poller = {
	/** Begins the first round at once. */
	start(): void;
	/** Ends the current request and all rounds. */
	stop(): void;
	/** A round now: the pause is cut short; a round under way is followed by another. */
	refresh(): void;
	/** A round now, because the questions have changed: a request under way is dropped. */
	restart(): void;
	setPaused(isPaused: boolean): void;
	/** ms between the end of a round and the next one. It holds for the pause that runs, too. */
	setInterval(ms: number): void;
};

export type PollerOptions = {
	/** What a round asks, in order; it is called at the start of each round, so that a round follows the screen that is open. */
	readonly tasks: (round: Round) => readonly Task[];
	/** ms. */
	readonly interval: number;
	/** When a question that failed may be asked again, ms UTC: a round of its own is made for it, where that is before the next. */
	readonly retryAt?: () => number | undefined;
	/** ms UTC. */
	readonly clock?: () => number;
};

export function createPoller({tasks, interval, retryAt = () => undefined, clock = Date.now}: PollerOptions): Poller {
	let pause = interval;
	let isPaused = false;
	let isStopped = false;
	let isAskedAgain = false;
	/** When the last whole round ended, ms UTC. */
	let endedAt = -Infinity;
	/** The round under way. */
	let current: AbortController | undefined;
	let timer: NodeJS.Timeout | undefined;

	const begin = async (kind: Round, own = new AbortController()) => {
		current = own;
		isAskedAgain = false;
		clearTimeout(timer);
		for (const task of tasks(kind)) {
			// eslint-disable-next-line no-await-in-loop -- one request at a time is the point
			await task(own.signal);
			if (own.signal.aborted) {
				return;
			}
		}

		current = undefined;
		if (kind === 'all') {
			endedAt = clock();
		}

		if (isAskedAgain) {
			await begin('all');
		} else {
			schedule();
		}
	};

	const schedule = () => {
		clearTimeout(timer);
		if (isPaused || isStopped || current !== undefined) {
			return;
		}

		const now = clock();
		// A clock that was set back must not keep the next round waiting for longer than the pause.
		const untilAll = Math.min(pause, Math.max(0, endedAt + pause - now));
		const untilRetry = Math.max(0, (retryAt() ?? Infinity) - now);
		timer = setTimeout(() => {
			void begin(untilRetry < untilAll ? 'retry' : 'all');
		}, Math.min(untilAll, untilRetry));
	};

	const restart = () => {
		current?.abort();
		if (!isStopped) {
			void begin('all');
		}
	};

	return {
		start: restart,
		restart,
		stop() {
			isStopped = true;
			current?.abort();
			clearTimeout(timer);
		},
		refresh() {
			if (current === undefined) {
				restart();
			} else {
				isAskedAgain = true;
			}
		},
		setPaused(value) {
			isPaused = value;
			schedule();
		},
		setInterval(ms) {
			pause = ms;
			schedule();
		},
	};
}
