/** When a server is to end: at a signal, or with the process that started it. */

export type Ending = Disposable & {
	/** Resolves at the first of them. */
	readonly asked: Promise<void>;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens from now on, until it is disposed of. A second signal ends the process as if nobody listened. */
export function untilEnded({parentWatch}: {readonly parentWatch: boolean}): Ending {
	const {promise: asked, resolve} = Promise.withResolvers<void>();
	const end = () => {
		for (const signal of signals) {
			process.off(signal, end);
		}

		resolve();
	};

	for (const signal of signals) {
		process.on(signal, end);
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
			process.off('disconnect', resolve);
			for (const signal of signals) {
				process.off(signal, end);
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
