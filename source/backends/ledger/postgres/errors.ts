import type {ErrorsPage, SyncErrorDetail} from '../../../contract/errors.ts';
import {ProblemError} from '../../../contract/problem.ts';
import type {ErrorsQuery} from '../../../contract/queries.ts';
import type {Postgres} from '../../../databases/postgres.ts';
import {numberOf, textOf, textOrNull, timeOf} from '../columns.ts';
import {decodeCursor, encodeCursor} from '../cursor.ts';
import {errorRowId} from '../error-id.ts';
import {errorOf} from '../errors.ts';
import {countErrors} from './count-errors.ts';
import {matchingOf, whereOf} from './error-where.ts';
import {errorColumns, listErrors, placeOfCursor} from './list-errors.ts';
import {snapshot} from './snapshot.ts';

/** An engine may try for ever: this many of the latest earlier failures are told. */
const maxHistory = 100;

/** `now` in ms UTC: pages are looked for from there back. */
export async function readErrors(postgres: Postgres, query: ErrorsQuery, hasTrigrams: boolean, now: number): Promise<ErrorsPage> {
	const {limit, cursor, total, sort, ...filter} = query;
	// Not the time: "since two hours ago" is another one with each page.
	const {from, to, ...asked} = filter;
	const question = ['errors', {...asked, sort}];
	const after = cursor === undefined ? undefined : placeOfCursor(decodeCursor(question, cursor));
	const where = whereOf(filter, hasTrigrams);
	return snapshot(postgres, async client => {
		const matching = await matchingOf(client, where);
		const {rows, next, searchedFrom} = await listErrors(client, {
			matching, sort, after, limit, now,
		});
		const isWhole = after === undefined && next === undefined;
		// What takes long to find takes long to count.
		const isEnough = isWhole || ((searchedFrom !== undefined || where.words === 'reading') && total !== 'exact');
		const count = isEnough ? rows.length : await countErrors(client, matching, {isExact: total === 'exact', now});
		return {
			items: rows.map(row => errorOf(row)),
			nextCursor: next === undefined ? null : encodeCursor(question, next),
			total: isEnough && !isWhole ? {value: rows.length, quality: 'at-least'} : count,
			...(searchedFrom !== undefined && {searchedFrom: new Date(searchedFrom).toISOString()}),
		};
	});
}

/** One error, open or closed, with its payload and its earlier failures, oldest first. Throws a ProblemError `not-found`. */
export async function readError(postgres: Postgres, id: string): Promise<SyncErrorDetail> {
	const errorId = errorRowId(id);
	return snapshot(postgres, async client => {
		const [row] = await client.query(`SELECT ${errorColumns}, error.payload FROM error WHERE error_id = $1`, [errorId]);
		if (row === undefined) {
			throw new ProblemError('not-found', `there is no error ${JSON.stringify(id)}`);
		}

		const earlier = await client.query('SELECT at, code, message FROM earlier_failure WHERE error_id = $1 ORDER BY attempt DESC LIMIT $2', [numberOf(row, 'error_id'), maxHistory]);
		return {
			...errorOf(row),
			...(row.payload !== null && {payload: JSON.parse(textOf(row, 'payload')) as unknown}),
			history: earlier.toReversed().map(failure => ({at: timeOf(failure, 'at'), code: textOrNull(failure, 'code'), message: textOrNull(failure, 'message')})),
		};
	});
}
