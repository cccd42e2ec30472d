/** Tries again to open what can't be had yet: a database may start later than the server for it. */
import {setTimeout} from 'node:timers/promises';
import {backOff} from '../client/back-off.ts';
import {ProblemError} from '../contract/problem.ts';

export type Patience = {
	/** Resolves when nobody wants it any more. */
	readonly asked: Promise<void>;
	/** Told of each try that came to nothing. */
	readonly onFailure: (error: ProblemError) => void;
};

/**
Resolves with what `open` gives; with undefined where the end was asked for before. Tries again after what is `unavailable`, with the pauses that the
dashboard makes, too; throws everything else.
*/
export async function openPatiently<Opened extends AsyncDisposable>(open: () => Promise<Opened>, {asked, onFailure}: Patience): Promise<Opened | undefined> {
	const stop = new AbortController();
	const stopped = asked.then(() => {
		stop.abort();
		return undefined;
	});
	for (let failures = 1; !stop.signal.aborted; failures++) {
		/* eslint-disable no-await-in-loop -- one try after the other. */
		const opening = open();
		try {
			const opened = await Promise.race([opening, stopped]);
			if (opened === undefined) {
				await disposeLater(opening);
			}

			return opened;
		} catch (error) {
			if (!(error instanceof ProblemError) || error.code !== 'unavailable') {
				throw error;
			}

			onFailure(error);
		}

		await Promise.race([setTimeout(backOff(failures, Math.random), undefined, {signal: stop.signal}).catch(() => undefined), stopped]);
		/* eslint-enable no-await-in-loop */
	}

	return undefined;
}

/** What comes too late is closed; what fails is no longer of interest. */
async function disposeLater(opening: Promise<AsyncDisposable>): Promise<void> {
	try {
		const opened = await opening;
		await opened[Symbol.asyncDispose]();
	} catch {/* The server ends anyway. */}
}
