import type {Count} from '../../contract/common.ts';
import type {ErrorsPage, SyncError} from '../../contract/errors.ts';
import type {ErrorsQuery} from '../../contract/queries.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf, type Row,
} from './columns.ts';
import {exactTotal, quickTotal} from './count-errors.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import type {Database} from './database.ts';
import {errorId} from './error-id.ts';
import {planErrors, type ErrorPlan, type ErrorRows} from './plan-errors.ts';

const columns = `
	error_id, object, operation, direction, record_id, record_name, code, message, url, occurred_at, first_seen_at, attempts, state
`;

export async function readErrors(database: Database, {limit, cursor, total, ...query}: ErrorsQuery): Promise<ErrorsPage> {
	// Not the time: "since two hours ago" is another one with each page.
	const {from, to, ...question} = query;
	const plan = planErrors(database, query);
	const page = await plan.page(columns, cursor === undefined ? undefined : decodeCursor(['errors', question], cursor), limit);
	return {
		items: page.rows.map(row => errorOf(row)),
		nextCursor: page.next === undefined ? null : encodeCursor(['errors', question], page.next),
		total: await totalOf(database, plan, page, {isExact: total === 'exact', isFirst: cursor === undefined}),
		...(page.searchedFrom !== undefined && {searchedFrom: new Date(page.searchedFrom).toISOString()}),
	};
}

type TotalWanted = {readonly isExact: boolean; readonly isFirst: boolean};

async function totalOf(database: Database, {match}: ErrorPlan, {rows, next, searchedFrom}: ErrorRows, {isExact, isFirst}: TotalWanted): Promise<Count> {
	if (match?.isCounted === true) {
		return match.atMost;
	}

	if (isFirst && next === undefined && searchedFrom === undefined) {
		return rows.length;
	}

	if (isExact) {
		return exactTotal(database, match);
	}

	// What takes long to find takes long to count.
	return searchedFrom === undefined ? quickTotal(database, match, rows.length) : {value: rows.length, quality: 'at-least'};
}

/** A row of the table `error`, of any ledger, as the contract has it; the id is the ledger's own. */
export function errorOf(row: Row): SyncError {
	return {
		id: errorId(numberOf(row, 'error_id')),
		level: 'record',
		object: textOf(row, 'object'),
		recordId: textOf(row, 'record_id'),
		recordName: textOrNull(row, 'record_name'),
		operation: textOf(row, 'operation'),
		direction: directionOf(row),
		code: textOrNull(row, 'code'),
		message: textOrNull(row, 'message'),
		occurredAt: timeOf(row, 'occurred_at'),
		firstSeenAt: timeOf(row, 'first_seen_at'),
		attempts: numberOf(row, 'attempts'),
		state: stateOf(row),
		url: textOrNull(row, 'url'),
	};
}

function stateOf(row: Row): 'open' | 'retrying' | 'resolved' | 'ignored' {
	const state = textOf(row, 'state');
	return state === 'retrying' || state === 'resolved' || state === 'ignored' ? state : 'open';
}
