/** Asks once for all who ask at the same time, and for a moment longer. `ms`: how long an answer is given to others. */
export function shared<Answer>(ask: () => Promise<Answer>, ms: number): () => Promise<Answer> {
	let asking: Promise<Answer> | undefined;
	let until = 0;
	return async () => {
		if (asking === undefined || performance.now() > until) {
			const own = ask();
			asking = own;
			// While it is asked, everybody waits for the same.
			until = Infinity;
			own.then(() => {
				until = performance.now() + ms;
			}).catch(() => {
				if (asking === own) {
					asking = undefined;
				}
			});
		}

		return asking;
	};
}
