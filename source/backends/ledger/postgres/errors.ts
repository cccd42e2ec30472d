import type {Count} from '../../../contract/common.ts';
import type {ErrorsPage, SyncErrorDetail} from '../../../contract/errors.ts';
import {ProblemError} from '../../../contract/problem.ts';
import type {ErrorsQuery} from '../../../contract/queries.ts';
import type {Postgres, PostgresClient} from '../../../databases/postgres.ts';
import {numberOf, textOf, textOrNull, timeOf} from '../columns.ts';
import {maxCounted} from '../count-errors.ts';
import {decodeCursor, encodeCursor} from '../cursor.ts';
import {errorRowId} from '../error-id.ts';
import {errorOf} from '../errors.ts';
import {createParameters, whereOf, type Where} from './error-where.ts';
import {errorColumns, listErrors, placeOfCursor} from './list-errors.ts';
import {snapshot} from './snapshot.ts';

/** An engine may try for ever: this many of the latest earlier failures are told. */
const maxHistory = 100;

export async function readErrors(postgres: Postgres, query: ErrorsQuery, hasTrigrams: boolean): Promise<ErrorsPage> {
	const {limit, cursor, total, sort, ...filter} = query;
	// Not the time: "since two hours ago" is another one with each page.
	const {from, to, ...asked} = filter;
	const question = ['errors', {...asked, sort}];
	const after = cursor === undefined ? undefined : placeOfCursor(decodeCursor(question, cursor));
	const where = whereOf(filter, hasTrigrams);
	return snapshot(postgres, async client => {
		const page = await listErrors(client, {where, sort, after, limit});
		const isWhole = after === undefined && page.next === undefined && page.searchedFrom === undefined;
		return {
			items: page.rows.map(row => errorOf(row)),
			nextCursor: page.next === undefined ? null : encodeCursor(question, page.next),
			total: isWhole ? page.rows.length : await countErrors(client, where, {isExact: total === 'exact', known: page.rows.length}),
			...(page.searchedFrom !== undefined && {searchedFrom: new Date(page.searchedFrom).toISOString()}),
		};
	});
}

/** Exactly where it is known or asked for; otherwise to `maxCounted`. What takes long to find takes long to count: `known` is told then. */
export async function countErrors(client: Pick<PostgresClient, 'query'>, where: Where, {isExact, known}: {isExact: boolean; known: number}): Promise<Count> {
	if (!where.isPossible) {
		return 0;
	}

	const parameters = createParameters();
	if (where.isOfCauses) {
		const [row] = await client.query(`SELECT coalesce(sum(open), 0) AS count FROM cause_count JOIN cause USING (cause_id) WHERE ${where.causes(parameters, 'cause')}`, parameters.values);
		return Number(row?.count);
	}

	if (where.isCostly && !isExact) {
		return {value: known, quality: 'at-least'};
	}

	const bound = isExact ? '' : `LIMIT ${maxCounted + 1}`;
	const [row] = await client.query(`SELECT count(*) AS count FROM (SELECT 1 FROM error WHERE ${where.errors(parameters)} ${bound}) AS found`, parameters.values);
	const count = Number(row?.count);
	return isExact || count <= maxCounted ? count : {value: maxCounted, quality: 'at-least'};
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
