import type {RetriesPage} from '../../../contract/ingest.ts';
import type {PendingPage} from '../../../contract/pending.ts';
import {ProblemError} from '../../../contract/problem.ts';
import type {PendingQuery, RetriesQuery} from '../../../contract/queries.ts';
import type {Postgres, Row} from '../../../databases/postgres.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf,
} from '../columns.ts';
import {decodeCursor, encodeCursor} from '../cursor.ts';
import {snapshot} from './snapshot.ts';
import {sql} from './sql.ts';
import {stored} from './stored-text.ts';

/** One page of an object's queue, oldest first: the first rows of each operation and direction (an index has them in order), merged. */
export async function readPending(postgres: Postgres, named: string, {operation, direction, limit, cursor}: PendingQuery): Promise<PendingPage> {
	const object = stored(named);
	const question = ['pending', object, operation, direction];
	const [changedAt, seq] = cursor === undefined ? [Number.MIN_SAFE_INTEGER, 0] as const : decodeCursor(question, cursor);
	return snapshot(postgres, async client => {
		const counters = await client.query(sql('counters-of-object'), [object]);
		if (counters.length === 0) {
			throw new ProblemError('not-found', `there is no object ${JSON.stringify(named)}`);
		}

		const found: Row[] = [];
		for (const counter of counters) {
			const isAsked = counter.operation !== null && numberOf(counter, 'pending') > 0
				&& (operation === undefined || counter.operation === operation) && (direction === undefined || counter.direction === direction);
			if (isAsked) {
				// eslint-disable-next-line no-await-in-loop -- some six at most, of one connection
				found.push(...await client.query(sql('pending'), [object, counter.operation, counter.direction, changedAt, seq, limit + 1]));
			}
		}

		const rows = found.toSorted((a, b) => byAge(a, b));
		const page = rows.slice(0, limit);
		const tried = page.filter(row => row.error_at !== null);
		const attempts = new Map((tried.length === 0 ? [] : await client.query(sql('attempts'), [tried.map(row => row.error_at), tried.map(row => row.seq)]))
			.map(row => [row.error_id, numberOf(row, 'attempts')]));
		const last = page.at(-1);
		return {
			items: page.map(row => ({
				recordId: textOf(row, 'record_id'), recordName: textOrNull(row, 'record_name'), operation: textOf(row, 'operation'), direction: directionOf(row),
				changedAt: timeOf(row, 'changed_at'), attempts: attempts.get(row.seq) ?? 0, url: textOrNull(row, 'url'),
			})),
			nextCursor: rows.length > limit && last !== undefined ? encodeCursor(question, [numberOf(last, 'changed_at'), numberOf(last, 'seq')]) : null,
		};
	});
}

/** Oldest first; of the same age, the one that was reported first. */
function byAge(a: Row, b: Row): number {
	const difference = numberOf(a, 'changed_at') - numberOf(b, 'changed_at');
	return difference === 0 ? numberOf(a, 'seq') - numberOf(b, 'seq') : difference;
}

/** What people put back on the backlog and has no result since, in the order in which they did: what comes while one reads is behind the last page. */
export async function readRetries(postgres: Postgres, {limit, cursor}: RetriesQuery): Promise<RetriesPage> {
	const question = ['retries'];
	const [, after] = cursor === undefined ? ['', 0] as const : decodeCursor(question, cursor);
	const rows = await postgres.query(sql('retries'), [after, limit + 1]);
	const last = rows[limit - 1];
	return {
		items: rows.slice(0, limit).map(row => ({
			id: textOf(row, 'id'), object: textOf(row, 'object'), recordId: textOf(row, 'record_id'), recordName: textOrNull(row, 'record_name'),
			operation: textOf(row, 'operation'), direction: directionOf(row), changedAt: timeOf(row, 'changed_at'), url: textOrNull(row, 'url'),
		})),
		nextCursor: rows.length > limit && last !== undefined ? encodeCursor(question, ['', numberOf(last, 'retry_id')]) : null,
	};
}
