/** Asks the backend again and again: one request at a time, with a pause after each round. */

/** One question of a round. It must not reject: what fails is its own to report, and what was aborted has nothing to say. */
export type Task = (signal: AbortSignal) => Promise<void>;

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
	/** ms between the end of a round and the next one. */
	setInterval(ms: number): void;
};

export type PollerOptions = {
	/** What a round asks, in order; it is called at the start of each round, so that a round follows the screen that is open. */
	readonly tasks: () => readonly Task[];
	/** ms. */
	readonly interval: number;
};

export function createPoller({tasks, interval}: PollerOptions): Poller {
	let pause = interval;
	let isPaused = false;
	let isStopped = false;
	let isAskedAgain = false;
	/** The round under way. */
	let current: AbortController | undefined;
	let timer: NodeJS.Timeout | undefined;

	const round = async (own: AbortController) => {
		current = own;
		isAskedAgain = false;
		clearTimeout(timer);
		for (const task of tasks()) {
			// eslint-disable-next-line no-await-in-loop -- one request at a time is the point
			await task(own.signal);
			if (own.signal.aborted) {
				return;
			}
		}

		current = undefined;
		if (isAskedAgain) {
			await round(new AbortController());
		} else {
			schedule();
		}
	};

	const schedule = () => {
		clearTimeout(timer);
		if (!isPaused && !isStopped && current === undefined) {
			timer = setTimeout(() => {
				void round(new AbortController());
			}, pause);
		}
	};

	const restart = () => {
		current?.abort();
		if (!isStopped) {
			void round(new AbortController());
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
