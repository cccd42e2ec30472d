/** Looks at errors from the newest back, a span of time after the other: what is common ends soon, and what isn't can say how far it got. */
import type {PostgresClient} from '../../../databases/postgres.ts';

const hour = 3_600_000;

/** How much wider than the one before a span may be. */
const maxGrowth = 8;

/** ms UTC, from inclusive, to exclusive; what is left out has no bound. */
export type Span = {readonly from: number; readonly to: number | undefined};

export type Walk = {
	/** ms UTC: the bounds of what is asked. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	/** ms UTC: the first span ends there, and has all that is newer. */
	readonly now: number;
	/** ms, after which no further span is begun. */
	readonly patience: number;
};

/**
Until `look` returns false. Resolves with the time (ms UTC) from which on all was looked at, where patience ended; undefined where nothing is left, or
no more was wanted.
*/
export async function walkBack(client: Pick<PostgresClient, 'query'>, {from, to, now, patience}: Walk, look: (span: Span) => Promise<boolean>): Promise<number | undefined> {
	const startedAt = performance.now();
	let oldest = from;
	let end = to;
	let width = hour;
	for (;;) {
		/* eslint-disable no-await-in-loop -- one span says whether the next one is wanted, and how wide it may be */
		const spanAt = performance.now();
		const start = Math.max(Math.min(end ?? Infinity, now) - width, oldest ?? -Infinity);
		if (!await look({from: start, to: end})) {
			return undefined;
		}

		const endedAt = performance.now();
		oldest ??= await oldestOf(client);
		if (start <= oldest) {
			return undefined;
		}

		const left = patience - (endedAt - startedAt);
		if (left <= 0) {
			return start;
		}

		// The next one takes no longer than is left, where it has as many errors for its width.
		width = Math.round(width * Math.min(maxGrowth, Math.max(1, left / (endedAt - spanAt))));
		end = start;
		/* eslint-enable no-await-in-loop */
	}
}

/** When the oldest open error occurred (ms UTC); Infinity where there is none. */
async function oldestOf(client: Pick<PostgresClient, 'query'>): Promise<number> {
	const [row] = await client.query('SELECT min(occurred_at) AS oldest FROM error WHERE state = \'open\'');
	return typeof row?.oldest === 'number' ? row.oldest : Infinity;
}
