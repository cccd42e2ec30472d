import type {PendingPage} from '../../contract/pending.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {PendingQuery} from '../../contract/queries.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf, type Row,
} from './columns.ts';
import {decodeCursor, encodeCursor, type Position} from './cursor.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** One page of an object's queue, oldest first: the first rows of each operation and direction (an index has them in order), merged. */
export function readPending(database: Database, object: string, {operation, direction, limit, cursor}: PendingQuery): PendingPage {
	const question = ['pending', object, operation, direction];
	const after = cursor === undefined ? beginning : decodeCursor(question, cursor);
	const waiting = database.snapshot(() => {
		const counters = database.statement(sql('object-counters')).all({object});
		if (counters.length === 0) {
			throw new ProblemError('not-found', `there is no object ${JSON.stringify(object)}`);
		}

		return counters
			.filter(counter => counter.counter_id !== null && numberOf(counter, 'pending') > 0
				&& (operation === undefined || textOf(counter, 'operation') === operation)
				&& (direction === undefined || directionOf(counter) === direction))
			.flatMap(counter => rowsAfter(database, counter, after, limit + 1));
	});
	const rows = waiting.toSorted((a, b) => byAge(a.row, b.row));
	const last = rows[limit - 1]?.row;
	return {
		items: rows.slice(0, limit).map(({row, counter}) => ({
			recordId: textOf(row, 'record_id'),
			recordName: textOrNull(row, 'record_name'),
			operation: textOf(counter, 'operation'),
			direction: directionOf(counter),
			changedAt: timeOf(row, 'changed_at'),
			attempts: attemptsOf(database, row),
			url: textOrNull(row, 'url'),
		})),
		nextCursor: rows.length > limit && last !== undefined
			? encodeCursor(question, [numberOf(last, 'changed_at'), numberOf(last, 'change_id')])
			: null,
	};
}

function rowsAfter(database: Database, counter: Row, [changedAt, changeId]: Position, limit: number): Array<{row: Row; counter: Row}> {
	const rows = database.statement(sql('pending-page')).all({
		counterId: numberOf(counter, 'counter_id'), changedAt, changeId, limit,
	});
	return rows.map(row => ({row, counter}));
}

/** Most of what waits was never tried; the others are being retried. */
function attemptsOf(database: Database, change: Row): number {
	const error = database.statement(sql('attempts')).get(numberOf(change, 'change_id'));
	return error === undefined ? 0 : numberOf(error, 'attempts');
}

/** Oldest first; of the same age, the one that was reported first. */
function byAge(a: Row, b: Row): number {
	const difference = numberOf(a, 'changed_at') - numberOf(b, 'changed_at');
	return difference === 0 ? numberOf(a, 'change_id') - numberOf(b, 'change_id') : difference;
}

/** Before every time that RFC 3339 can write. */
const beginning: Position = [Number.MIN_SAFE_INTEGER, 0];
