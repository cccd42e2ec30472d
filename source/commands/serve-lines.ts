/** What `sync-tui serve` says of what went wrong. */
import {LedgerOpenError} from '../backends/ledger/ledger-open-error.ts';
import {ProblemError} from '../contract/problem.ts';
import {ListenError} from '../server/listen-error.ts';

/** What is expected to go wrong has a line that says what to do; for anything else the stack helps more. */
export function lineOf(error: unknown): string {
	if (!(error instanceof Error)) {
		return String(error);
	}

	if (error instanceof ProblemError) {
		// The cause's words, where ours don't have them.
		return error.cause instanceof Error && !error.message.includes(error.cause.message) ? `${error.message} (${error.cause.message})` : error.message;
	}

	return error instanceof LedgerOpenError || error instanceof ListenError ? error.message : error.stack ?? error.message;
}
