/** Does what a mapping says about errors, one after the other, where that is allowed. */
import {ProblemError} from '../../contract/problem.ts';
import type {ErrorActionReceipt} from '../../contract/errors.ts';
import type {ErrorSelection} from '../../contract/queries.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableDatabase} from './connect/table-database.ts';
import {errorRows} from './error-rows.ts';
import {errorsWhere} from './error-where.ts';
import {sql} from './fragment.ts';
import {errorIdOf, keyOfErrorId} from './key.ts';
import type {MappingAction} from './mapping.ts';
import {textOf} from './read-row.ts';

/** A filter may mean so many errors at once: each is a statement of its own. */
const maxMeant = 10_000;

export type Acting = {readonly asking: Asking; readonly rows: ChangeRows; readonly database: TableDatabase};

/** Throws a ProblemError `invalid-request` for a filter that means too many. */
export async function actOnErrors({asking, rows, database}: Acting, {statement}: MappingAction, selection: ErrorSelection): Promise<ErrorActionReceipt> {
	const ids = 'ids' in selection ? selection.ids : await idsOf(asking, rows, selection.filter);
	let accepted = 0;
	const refused = [];
	for (const id of new Set(ids)) {
		const key = keyOfErrorId(rows, id);
		// eslint-disable-next-line no-await-in-loop -- one connection, and a batch that fails in the middle has done what it has done
		if (key !== undefined && await isInError(asking, rows, key) && await database.act(statement, key)) {
			accepted++;
		} else if ('ids' in selection) {
			refused.push({id, reason: 'it is not in error, or no longer'});
		}
	}

	return {accepted, refused};
}

/** What isn't in error is left alone, whatever a statement would do to it. */
async function isInError(asking: Asking, {dialect, from, idColumn}: ChangeRows, key: string): Promise<boolean> {
	const found = idColumn === undefined ? undefined : dialect.isText(idColumn, key);
	if (found === undefined) {
		return false;
	}

	const rows = await asking.ask(sql`SELECT 1 AS one FROM ${from} WHERE ${found} LIMIT 1`, 'failed');
	return rows.length > 0;
}

async function idsOf(asking: Asking, rows: ChangeRows, filter: Parameters<typeof errorsWhere>[1]): Promise<string[]> {
	const where = errorsWhere(rows, filter);
	if (where === undefined) {
		return [];
	}

	const found = await asking.ask(errorRows(rows, {where, sort: {column: 'occurredAt', descending: false}, limit: maxMeant + 1}), 'failed');
	if (found.length > maxMeant) {
		throw new ProblemError('invalid-request', `the filter lets more than ${maxMeant} errors through: narrow it down`);
	}

	return found.map(row => errorIdOf(rows, textOf(row, 'change_key') ?? ''));
}
