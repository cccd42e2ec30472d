/** When a server is to end: at a signal, or with the process that started it. */

export type Ending = Disposable & {
	/** Resolves at the first of them. */
	readonly asked: Promise<void>;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens from now on, until it is disposed of. A second signal of the same kind ends the process as if nobody listened. */
export function untilEnded({parentWatch}: {readonly parentWatch: boolean}): Ending {
	const {promise: asked, resolve} = Promise.withResolvers<void>();
	for (const signal of signals) {
		process.once(signal, resolve);
	}

	if (parentWatch) {
		process.once('disconnect', resolve);
		// It may have ended before anyone listened.
		if (!process.connected) {
			resolve();
		}
	}

	return {
		asked,
		[Symbol.dispose]() {
			for (const event of [...signals, 'disconnect']) {
				process.off(event, resolve);
			}
		},
	};
}

/** Tells the process that started this one, if it still listens, where the server is. */
export function tellParent(url: string): void {
	if (process.connected) {
		// Where it ends meanwhile, `disconnect` says so.
		process.send?.({ready: true, url}, () => undefined);
	}
}
