import type {Count} from '../../contract/common.ts';
import type {ErrorsPage, SyncErrorDetail} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {ErrorsQuery} from '../../contract/queries.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import {errorOrder} from './error-order.ts';
import {detailOf, errorOf, errorRow, errorRows, positionOf} from './error-rows.ts';
import {errorsWhere} from './error-where.ts';
import {raw, sql, type Fragment} from './fragment.ts';
import {keyOfErrorId, nextPosition} from './key.ts';
import {counted} from './read-row.ts';

/** What is counted unasked; beyond it a total is "at least". */
const quickly = 10_000;

export async function readErrors(asking: Asking, rows: ChangeRows, query: ErrorsQuery): Promise<ErrorsPage> {
	const {limit, cursor, total, sort, ...filter} = query;
	// Not the time: "since two hours ago" is another one with each page.
	const {from, to, ...asked} = filter;
	const question = ['errors', {...asked, sort}];
	const after = cursor === undefined ? undefined : decodeCursor(question, cursor, errorOrder(rows, sort).parts);
	const where = errorsWhere(rows, filter);
	if (where === undefined) {
		return {items: [], nextCursor: null, total: 0};
	}

	const found = await asking.ask(errorRows(rows, {where, sort, after, limit: limit + 1}), 'failed', cursor !== undefined);
	const isAll = found.length <= limit;
	const page = found.slice(0, limit);
	return {
		items: page.map(row => errorOf(rows, row)),
		nextCursor: isAll ? null : encodeCursor(question, nextPosition(rows, page.map(row => positionOf(row)), after)),
		total: isAll && after === undefined ? found.length : await countErrors(asking, rows, where, total === 'exact'),
	};
}

/** As exactly as it can be told in time. */
export async function countErrors(asking: Asking, rows: ChangeRows, where: Fragment, isExact: boolean): Promise<Count> {
	if (isExact) {
		try {
			const [row = {}] = await asking.ask(sql`SELECT count(*) AS count FROM ${rows.from} WHERE ${where}`, 'failed');
			return counted(row);
		} catch (error) {
			if (!(error instanceof ProblemError)) {
				throw error;
			}
		}
	}

	const [row = {}] = await asking.ask(sql`SELECT count(*) AS count FROM (SELECT 1 AS one FROM ${rows.from} WHERE ${where} LIMIT ${raw(String(quickly + 1))}) AS counted`, 'failed');
	const count = counted(row);
	return count > quickly ? {value: quickly, quality: 'at-least'} : count;
}

export async function readError(asking: Asking, rows: ChangeRows, id: string): Promise<SyncErrorDetail> {
	const key = keyOfErrorId(rows, id);
	const question = key === undefined ? undefined : errorRow(rows, key);
	const [row] = question === undefined ? [] : await asking.ask(question, 'failed');
	if (row === undefined) {
		throw new ProblemError('not-found', `there is no error ${JSON.stringify(id.slice(0, 100))}, or no longer`);
	}

	return detailOf(rows, row);
}
