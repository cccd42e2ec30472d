/** How many requests are being answered. */
export type Running = {
	readonly count: () => number;
	/** One more; the function is called once at its end. */
	readonly begin: () => () => void;
	/** Resolves with true once none is; with false where one still is after `limit` ms. */
	readonly settled: (limit: number) => Promise<boolean>;
};

export function countRunning(): Running {
	let count = 0;
	let waiting: Array<() => void> = [];
	return {
		count: () => count,
		begin() {
			count++;
			return () => {
				count--;
				if (count > 0) {
					return;
				}

				for (const tell of waiting) {
					tell();
				}

				waiting = [];
			};
		},
		async settled(limit) {
			if (count === 0) {
				return true;
			}

			const {promise, resolve} = Promise.withResolvers<boolean>();
			const timer = setTimeout(resolve, limit, false);
			waiting.push(() => {
				resolve(true);
			});
			const isSettled = await promise;
			clearTimeout(timer);
			return isSettled;
		},
	};
}
