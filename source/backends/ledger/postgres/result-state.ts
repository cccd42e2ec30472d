/** What results do to a change and to its error, without a database: the same steps as in every ledger. */
import type {Result} from '../../../contract/ingest.ts';
import type {CounterKey} from '../counters.ts';

export type ErrorState = 'open' | 'retrying' | 'resolved' | 'ignored';

export type Failure = {
	/** ms UTC. */
	readonly at: number;
	readonly code: string | null;
	readonly message: string | null;
};

/** The error of a change, as it is or will be. */
export type ErrorNow = Failure & {
	readonly payload: string | null;
	readonly firstSeenAt: number;
	readonly attempts: number;
	readonly state: ErrorState;
};

export type ChangeNow = CounterKey & {
	readonly id: string;
	readonly seq: number;
	readonly recordId: string;
	readonly recordName: string | null;
	readonly url: string | null;
	/** `ended`: it leaves the table. */
	readonly state: 'pending' | 'failed' | 'ignored' | 'ended';
	readonly error: ErrorNow | undefined;
	/** Failures that are history since the batch began, with the attempt that each was. */
	readonly earlier: ReadonlyArray<Failure & {readonly attempt: number}>;
};

/** The change after a result; undefined where the result says nothing new. */
export function afterResult(change: ChangeNow, {outcome, at, code, message, payload}: Result): ChangeNow | undefined {
	const {state, error} = change;
	if (state === 'ended') {
		return undefined;
	}

	if (outcome !== 'failed') {
		const closed = outcome === 'synced' ? 'resolved' as const : 'ignored' as const;
		return {...change, state: 'ended', error: error === undefined ? undefined : {...error, state: closed}};
	}

	const failure = {at: Date.parse(at), code: code ?? null, message: message ?? null};
	const told = payload === undefined ? null : JSON.stringify(payload);
	if (error === undefined) {
		return {...change, state: 'failed', error: {...failure, payload: told, firstSeenAt: failure.at, attempts: 1, state: 'open'}};
	}

	// The same failure, told twice.
	if (failure.at <= error.at) {
		return undefined;
	}

	return {
		...change,
		state: 'failed',
		error: {...failure, payload: told ?? error.payload, firstSeenAt: error.firstSeenAt, attempts: error.attempts + 1, state: 'open'},
		earlier: [...change.earlier, {at: error.at, code: error.code, message: error.message, attempt: error.attempts}],
	};
}
