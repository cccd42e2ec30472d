import type {SyncErrorDetail} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import {textOf, textOrNull, timeOf} from './columns.ts';
import type {Database} from './database.ts';
import {errorRowId} from './error-id.ts';
import {errorOf} from './errors.ts';
import {sql} from './sql.ts';

/** An engine may try for ever: this many of the latest earlier failures are told. */
const maxHistory = 100;

/** One error, open or closed, with its payload and its earlier failures, oldest first. Throws a ProblemError `not-found`. */
export function readError(database: Database, id: string): SyncErrorDetail {
	const rowId = errorRowId(id);
	return database.snapshot(() => {
		const row = database.statement(sql('error')).get(rowId);
		if (row === undefined) {
			throw new ProblemError('not-found', `there is no error ${JSON.stringify(id)}`);
		}

		const earlier = database.statement(sql('earlier-failures')).all(rowId, maxHistory);
		return {
			...errorOf(row),
			...(row.payload !== null && {payload: JSON.parse(textOf(row, 'payload')) as unknown}),
			history: earlier.toReversed().map(failure => ({
				at: timeOf(failure, 'at'), code: textOrNull(failure, 'code'), message: textOrNull(failure, 'message'),
			})),
		};
	});
}
