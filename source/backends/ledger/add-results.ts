import type {Result, ResultsReceipt} from '../../contract/ingest.ts';
import {numberOf, textOf, type Row} from './columns.ts';
import {createTally, type Tally} from './counters.ts';
import type {Database} from './database.ts';
import {createErrorIndex, type ErrorIndex, type Failure} from './error-index.ts';
import {sql} from './sql.ts';

/**
Ends changes. A change in error may still get results, of tries that the engine made by itself: a later failure is one more attempt and opens the
error again where people had it ignored, `synced` and `skipped` close it. So do those of a change that people put back on the backlog. All else for
a change that has ended is a duplicate, so a batch may safely be sent again. `now` in ms UTC.
*/
export function addResults(database: Database, results: readonly Result[], now: number): ResultsReceipt {
	const tally = createTally(database);
	const errors = createErrorIndex(database, tally);
	const counts = {accepted: 0, duplicate: 0, unknown: 0};
	const unknown: string[] = [];
	for (const result of results) {
		const outcome = addResult(database, {tally, errors, now}, result);
		counts[outcome]++;
		if (outcome === 'unknown') {
			unknown.push(result.id);
		}
	}

	errors.write();
	tally.write();
	return {accepted: counts.accepted, duplicates: counts.duplicate, unknown};
}

type Writers = {readonly tally: Tally; readonly errors: ErrorIndex; readonly now: number};

function addResult(database: Database, {tally, errors, now}: Writers, result: Result): 'accepted' | 'duplicate' | 'unknown' {
	const pending = database.statement(sql('end-pending')).get({id: result.id, outcome: result.outcome, endedAt: endOf(result, now)});
	if (pending !== undefined) {
		const changeId = numberOf(pending, 'change_id');
		if (numberOf(pending, 'is_retried') === 1) {
			if (!addToError(errors, changeId, result)) {
				database.statement(sql('put-back')).run(changeId);
				return 'duplicate';
			}

			database.statement(sql('end-retry')).run(changeId);
		} else if (result.outcome === 'failed') {
			errors.openError(changeId, failureOf(result));
		}

		tally.count(numberOf(pending, 'counter_id'), 'pending', -1);
		tallyEnd(tally, pending, result);
		return 'accepted';
	}

	const ended = database.statement(sql('find-change')).get(result.id);
	if (ended === undefined) {
		return 'unknown';
	}

	const changeId = numberOf(ended, 'change_id');
	if (textOf(ended, 'state') !== 'failed' || !addToError(errors, changeId, result)) {
		return 'duplicate';
	}

	database.statement(sql('end-failed')).run({changeId, outcome: result.outcome, endedAt: endOf(result, now)});
	tallyEnd(tally, ended, result);
	return 'accepted';
}

/** Null where more may come: what failed is tried again, or waits for people. */
function endOf({outcome}: Result, now: number): number | null {
	return outcome === 'failed' ? null : now;
}

/** False where it says nothing new. */
function addToError(errors: ErrorIndex, changeId: number, result: Result): boolean {
	if (result.outcome === 'failed') {
		return errors.moveError(changeId, failureOf(result));
	}

	errors.closeError(changeId, result.outcome === 'synced' ? 'resolved' : 'ignored');
	return true;
}

function tallyEnd(tally: Tally, change: Row, {outcome, at}: Result): void {
	if (outcome !== 'skipped') {
		tally.end(numberOf(change, 'counter_id'), Date.parse(at), outcome);
	}
}

function failureOf({at, code, message, payload}: Result): Failure {
	return {
		at: Date.parse(at),
		code: code ?? null,
		message: message ?? null,
		payload: payload === undefined ? null : JSON.stringify(payload),
	};
}
