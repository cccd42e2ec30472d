import type {RetriesPage} from '../../contract/ingest.ts';
import type {RetriesQuery} from '../../contract/queries.ts';
import {
	directionOf, numberOf, textOf, textOrNull, timeOf,
} from './columns.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

const question = ['retries'];

/** What people put back on the backlog and has no result since, in the order in which they did: what comes while one reads is behind the last page. */
export function readRetries(database: Database, {limit, cursor}: RetriesQuery): RetriesPage {
	const [, retryId] = cursor === undefined ? beginning : decodeCursor(question, cursor);
	const rows = database.statement(sql('retries-page')).all({retryId, limit: limit + 1});
	const last = rows[limit - 1];
	return {
		items: rows.slice(0, limit).map(row => ({
			id: textOf(row, 'id'),
			object: textOf(row, 'object'),
			recordId: textOf(row, 'record_id'),
			recordName: textOrNull(row, 'record_name'),
			operation: textOf(row, 'operation'),
			direction: directionOf(row),
			changedAt: timeOf(row, 'changed_at'),
			url: textOrNull(row, 'url'),
		})),
		nextCursor: rows.length > limit && last !== undefined ? encodeCursor(question, ['', numberOf(last, 'retry_id')]) : null,
	};
}

const beginning = ['', 0] as const;
