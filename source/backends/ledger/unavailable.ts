/** What SQLite can't do now, though nothing speaks against the request: told as a problem that a client may wait out. */
import {ProblemError} from '../../contract/problem.ts';

type Reason = {
	readonly detail: string;
	/** In seconds. */
	readonly retryAfter: number;
};

const busy = {detail: 'the ledger is busy: another process writes to it', retryAfter: 2};
/** That takes people, so nobody need ask every other second. */
const damaged = {detail: 'the ledger is damaged', retryAfter: 60};

/** By SQLite's primary result codes. */
const reasons: ReadonlyMap<number, Reason> = new Map([
	[5, busy],
	[6, busy],
	[8, {detail: 'the ledger can only be read', retryAfter: 5}],
	[10, {detail: 'the ledger\'s disk cannot be read or written', retryAfter: 5}],
	[11, damaged],
	[13, {detail: 'the ledger\'s disk is full', retryAfter: 5}],
	[14, {detail: 'the ledger\'s files cannot be opened', retryAfter: 5}],
	[26, damaged],
]);

/** The error itself where it is not of that kind. */
export function asUnavailable(error: unknown): unknown {
	const reason = reasons.get(sqliteCode(error) ?? 0);
	return reason === undefined ? error : new ProblemError('unavailable', reason.detail, {cause: error, retryAfter: reason.retryAfter});
}

export function isBusy(error: unknown): boolean {
	return reasons.get(sqliteCode(error) ?? 0) === busy;
}

/** The primary result code of an error of SQLite's; undefined for other errors. */
export function sqliteCode(error: unknown): number | undefined {
	// The low byte is the primary code; the rest says more of the same.
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode % 256 : undefined;
}
