import type {Count} from '../../contract/common.ts';
import type {ErrorsPage, SyncError} from '../../contract/errors.ts';
import type {ErrorFilter, ErrorSortColumn, ErrorsQuery} from '../../contract/queries.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf, type Row,
} from './columns.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import type {Database} from './database.ts';
import {counterCondition, errorCondition, type Condition} from './error-filter.ts';
import {sql} from './sql.ts';

/** Totals are exact to here where they have to be counted. */
export const maxCounted = 10_000;

/** What each column sorts by. Text goes by code points, so that an index and a cursor mean the same order; what is missing is the least. */
const sortedBy: Readonly<Record<ErrorSortColumn, string>> = {
	occurredAt: 'occurred_at',
	firstSeenAt: 'first_seen_at',
	object: 'object',
	recordName: 'coalesce(record_name, \'\')',
	recordId: 'record_id',
	operation: 'operation',
	direction: 'direction',
	code: 'coalesce(code, \'\')',
	message: 'coalesce(message, \'\')',
	attempts: 'attempts',
};

export function readErrors(database: Database, {sort, limit, cursor, ...filter}: ErrorsQuery): ErrorsPage {
	const question = ['errors', sort, filter];
	const column = sortedBy[sort.column];
	const condition = errorCondition(filter);
	const after: Condition = cursor === undefined
		? {text: 'TRUE', values: []}
		: {text: `(${column}, error_id) ${sort.descending ? '<' : '>'} (?, ?)`, values: decodeCursor(question, cursor)};
	const page = sql('errors-page', {
		filter: condition.text, after: after.text, column, order: sort.descending ? 'DESC' : 'ASC',
	});
	const {rows, total} = database.snapshot(() => ({
		rows: database.statement(page).all(...condition.values, ...after.values, limit + 1),
		total: totalOf(database, filter, condition),
	}));
	const last = rows[limit - 1];
	return {
		items: rows.slice(0, limit).map(row => errorOf(row)),
		nextCursor: rows.length > limit && last !== undefined ? encodeCursor(question, [sortValue(last), numberOf(last, 'error_id')]) : null,
		total,
	};
}

/** A row of the table `error` as the contract has it; the id is the ledger's own. */
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

function errorId(rowId: number): string {
	return `e-${rowId}`;
}

function stateOf(row: Row): 'open' | 'resolved' | 'ignored' {
	const state = textOf(row, 'state');
	return state === 'resolved' || state === 'ignored' ? state : 'open';
}

function sortValue(row: Row): string | number {
	return typeof row.sorted_by === 'number' ? row.sorted_by : textOf(row, 'sorted_by');
}

function totalOf(database: Database, filter: ErrorFilter, condition: Condition): Count {
	const counted = counterCondition(filter);
	if (counted !== undefined) {
		return numberOf(database.statement(sql('errors-total-counted', {filter: counted.text})).get(...counted.values) ?? {}, 'total');
	}

	const text = sql('errors-total', {filter: condition.text});
	const total = numberOf(database.statement(text).get(...condition.values, maxCounted + 1) ?? {}, 'total');
	return total > maxCounted ? {value: maxCounted, quality: 'at-least'} : total;
}
