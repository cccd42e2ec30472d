/** What people do about errors is done to one at a time, or to all that a filter lets through, batch by batch. */
import {setImmediate} from 'node:timers/promises';
import type {ErrorActionReceipt} from '../../contract/errors.ts';
import type {ErrorFilter, ErrorSelection} from '../../contract/queries.ts';
import {numberOf, textOf} from './columns.ts';
import {createTally, type Tally} from './counters.ts';
import type {Database} from './database.ts';
import {errorRowId} from './error-id.ts';
import {createErrorIndex, type ErrorIndex} from './error-index.ts';
import {planErrors, type PageEnd} from './plan-errors.ts';
import {sql} from './sql.ts';

/** How many errors of a filter are done with in one transaction: some 10 ms of work, in which nobody else is answered. */
const batch = 250;

export type ErrorWriters = {readonly errors: ErrorIndex; readonly tally: Tally};

/** Does it to one open error, called by its row's id; in a transaction. */
export type ErrorAction = (writers: ErrorWriters, id: number) => void;

/**
Ids are all done in one transaction, and those that aren't open are refused. Of a filter, it is what it lets through at the beginning, as time goes
down from the newest error there is then. Where SQLite fails in between (a ProblemError `unavailable`), the batches before that are done: asked
again, it goes on with the rest.
*/
export async function actOnErrors(database: Database, selection: ErrorSelection, act: ErrorAction): Promise<ErrorActionReceipt> {
	return 'ids' in selection ? actOnIds(database, selection.ids, act) : actOnFilter(database, selection.filter, act);
}

function actOnIds(database: Database, ids: readonly string[], act: ErrorAction): ErrorActionReceipt {
	return write(database, writers => {
		let accepted = 0;
		const refused: ErrorActionReceipt['refused'] = [];
		for (const id of new Set(ids)) {
			const rowId = errorRowId(id);
			const reason = refusal(database, rowId);
			if (reason === undefined) {
				act(writers, rowId);
				accepted++;
			} else {
				refused.push({id, reason});
			}
		}

		return {accepted, refused};
	});
}

async function actOnFilter(database: Database, filter: ErrorFilter, act: ErrorAction): Promise<ErrorActionReceipt> {
	// The newest first: what fails while this goes on is newer than all that is still to be read.
	const plan = planErrors(database, {...filter, sort: {column: 'occurredAt', descending: true}}, {isStream: true});
	let accepted = 0;
	let after: PageEnd | undefined;
	do {
		/* eslint-disable no-await-in-loop -- one batch after the other, and others have their turn in between. */
		const {rows, next} = await plan.page('error_id', after, batch);
		accepted += actOnRows(database, rows.map(row => numberOf(row, 'error_id')), act);
		after = next;
		await setImmediate();
		/* eslint-enable no-await-in-loop */
	} while (after !== undefined);

	return {accepted, refused: []};
}

/** How many of them are still open, so that it was done to them. */
function actOnRows(database: Database, rowIds: readonly number[], act: ErrorAction): number {
	return write(database, writers => {
		const open = rowIds.filter(rowId => refusal(database, rowId) === undefined);
		for (const rowId of open) {
			act(writers, rowId);
		}

		return open.length;
	});
}

function write<T>(database: Database, work: (writers: ErrorWriters) => T): T {
	return database.transaction(() => {
		const tally = createTally(database);
		const errors = createErrorIndex(database, tally);
		const result = work({errors, tally});
		errors.write();
		tally.write();
		return result;
	});
}

/** Why nothing can be done about an error; undefined where it can. */
function refusal(database: Database, rowId: number): string | undefined {
	const error = database.statement(sql('known-error')).get(rowId);
	return error === undefined ? 'there is no such error' : notOpen.get(textOf(error, 'state'));
}

/** By the state of an error, why nothing can be done about it. */
export const notOpen = new Map([
	['retrying', 'it is not open: it is being retried'],
	['ignored', 'it is not open: it is ignored'],
	['resolved', 'it is not open: it was resolved'],
]);
