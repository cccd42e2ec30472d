/** When what has changed is written: soon, or seldom, and never twice at a time. */

export type WritePace = {
	/** Something has changed; it is written within `soon` or `seldom` ms. */
	mark(when: 'soon' | 'seldom'): void;
	/** Writes what has been marked, and resolves when no write is under way. */
	flush(): Promise<void>;
};

export type WritePaceOptions = {
	/** It must not reject. */
	readonly write: () => Promise<void>;
	/** ms. */
	readonly soon?: number;
	/** ms between two writes that nobody waits for. */
	readonly seldom?: number;
};

export function createWritePace({write, soon = 500, seldom = 30_000}: WritePaceOptions): WritePace {
	let timer: NodeJS.Timeout | undefined;
	/** When the timer fires; by the monotonic clock, ms. */
	let dueAt = Infinity;
	let lastAt = -Infinity;
	let running = Promise.resolve();

	const run = async () => {
		clearTimeout(timer);
		dueAt = Infinity;
		running = (async () => {
			await running;
			lastAt = performance.now();
			await write();
		})();
		await running;
	};

	return {
		mark(when) {
			const now = performance.now();
			const at = when === 'soon' ? now + soon : Math.max(now + soon, lastAt + seldom);
			if (at >= dueAt) {
				return;
			}

			clearTimeout(timer);
			dueAt = at;
			// A part of a millisecond would be left off, and the write come before its time.
			timer = setTimeout(() => {
				void run();
			}, Math.ceil(at - now));
		},
		async flush() {
			await (dueAt === Infinity ? running : run());
		},
	};
}
