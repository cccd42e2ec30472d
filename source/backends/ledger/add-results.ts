import type {Result, ResultsReceipt} from '../../contract/ingest.ts';
import {
	numberOf, textOf, textOrNull, type Row,
} from './columns.ts';
import {createTally, type Tally} from './counters.ts';
import type {Database} from './database.ts';
import {fieldSeparator, fold} from './fold.ts';
import {sql} from './sql.ts';

/**
Ends changes. A change in error may still get results, of tries that the engine made by itself: a later failure is one more attempt,
`synced` and `skipped` close the error. All else for a change that has ended is a duplicate, so a batch may safely be sent again.
*/
export function addResults(database: Database, results: readonly Result[]): ResultsReceipt {
	const tally = createTally(database);
	const counts = {accepted: 0, duplicate: 0, unknown: 0};
	const unknown: string[] = [];
	for (const result of results) {
		const outcome = addResult(database, tally, result);
		counts[outcome]++;
		if (outcome === 'unknown') {
			unknown.push(result.id);
		}
	}

	tally.write();
	return {accepted: counts.accepted, duplicates: counts.duplicate, unknown};
}

function addResult(database: Database, tally: Tally, result: Result): 'accepted' | 'duplicate' | 'unknown' {
	const pending = database.statement(sql('end-pending')).get(result.outcome, result.id);
	if (pending !== undefined) {
		tally.count(numberOf(pending, 'counter_id'), 'pending', -1);
		if (result.outcome === 'failed') {
			tally.count(numberOf(pending, 'counter_id'), 'failed', 1);
			database.statement(sql('add-error')).run(failureOf(pending, result));
		}

		tallyEnd(tally, pending, result);
		return 'accepted';
	}

	const ended = database.statement(sql('find-change')).get(result.id);
	if (ended === undefined) {
		return 'unknown';
	}

	const isAccepted = textOf(ended, 'state') === 'failed' && (result.outcome === 'failed' ? failAgain(database, ended, result) : closeError(database, tally, ended, result));
	if (!isAccepted) {
		return 'duplicate';
	}

	tallyEnd(tally, ended, result);
	return 'accepted';
}

/** False where the failure isn't later than the one that is known: the same one, told twice. */
function failAgain(database: Database, change: Row, result: Result): boolean {
	const failure = failureOf(change, result);
	const {changes} = database.statement(sql('keep-failure')).run({changeId: failure.changeId, at: failure.at});
	if (changes === 0) {
		return false;
	}

	database.statement(sql('fail-again')).run(failure);
	return true;
}

function closeError(database: Database, tally: Tally, change: Row, {outcome}: Result): true {
	const changeId = numberOf(change, 'change_id');
	database.statement(sql('end-failed')).run(outcome, changeId);
	database.statement(sql('close-error')).run(outcome === 'synced' ? 'resolved' : 'ignored', changeId);
	tally.count(numberOf(change, 'counter_id'), 'failed', -1);
	return true;
}

function tallyEnd(tally: Tally, change: Row, {outcome, at}: Result): void {
	if (outcome !== 'skipped') {
		tally.end(numberOf(change, 'counter_id'), Date.parse(at), outcome);
	}
}

function failureOf(change: Row, {at, code, message, payload}: Result) {
	const searched = [textOf(change, 'record_id'), textOrNull(change, 'record_name'), code, message];
	return {
		changeId: numberOf(change, 'change_id'),
		at: Date.parse(at),
		code: code ?? null,
		message: message ?? null,
		payload: payload === undefined ? null : JSON.stringify(payload),
		search: fold(searched.map(text => text ?? '').join(fieldSeparator)),
	};
}
