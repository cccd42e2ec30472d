/** Pages of a list of errors: what a filter lets through, in an order. */
import type {ErrorsQuery} from '../../../contract/queries.ts';
import type {PostgresClient, Row} from '../../../databases/postgres.ts';
import {numberOf} from '../columns.ts';
import type {Position} from '../cursor.ts';
import {orderOf, type ErrorOrder} from './error-order.ts';
import {createParameters, type Matching, type Parameters} from './error-where.ts';
import {walkBack, type Span} from './walk-back.ts';

export const errorColumns = `
	error.error_id, error.object, error.operation, error.direction, error.record_id, error.record_name, error.code, error.message, error.url, error.occurred_at,
	error.first_seen_at, error.attempts, error.state
`;

/** What is compared, the time (ms UTC) and the id of a page's last row. */
export type Place = readonly [key: string | number, occurredAt: number, errorId: number];

export type ErrorRows = {
	readonly rows: readonly Row[];
	/** Undefined at the end. */
	readonly next: Place | undefined;
	/** ms UTC: no older errors have been looked at so far. Undefined where all were that belong before this page's end. */
	readonly searchedFrom: number | undefined;
};

/** ms for a page, by how its words are found: what isn't found by then is for the next page. */
const patience = {none: Infinity, index: 1000, reading: 250} as const;

export type List = {
	/** Undefined: nothing is let through. */
	readonly matching: Matching | undefined;
	readonly sort: ErrorsQuery['sort'];
	/** Of the last row of the page before. */
	readonly after: Place | undefined;
	readonly limit: number;
	/** ms UTC. */
	readonly now: number;
};

/** One page. Newest first, it is looked for from the newest back; no index has the other orders of texts, and it is picked out of all that matches. */
export async function listErrors(client: Pick<PostgresClient, 'query'>, {matching, sort, after, limit, now}: List): Promise<ErrorRows> {
	if (matching === undefined) {
		return {rows: [], next: undefined, searchedFrom: undefined};
	}

	const order = orderOf(sort);
	const question = {matching, order, after, limit: limit + 1};
	if (!order.isByTime || !order.isDescending) {
		return pageOf(await ask(client, question), limit);
	}

	const found: Row[] = [];
	const {words, from, to} = matching.where;
	const end = after === undefined ? to : Math.min(to ?? Infinity, after[1] + 1);
	const searchedFrom = await walkBack(client, {from, to: end, now, patience: patience[words]}, async span => {
		found.push(...await ask(client, {...question, limit: question.limit - found.length}, span));
		return found.length < question.limit;
	});
	// Everything from `searchedFrom` on has been seen: the next page begins before it.
	return searchedFrom === undefined ? pageOf(found, limit) : {rows: found, next: [searchedFrom, searchedFrom, 0], searchedFrom};
}

/** Of one row more than it holds, where there are more. */
function pageOf(found: readonly Row[], limit: number): ErrorRows {
	const last = found[limit - 1];
	return {rows: found.slice(0, limit), next: found.length > limit && last !== undefined ? placeOf(last) : undefined, searchedFrom: undefined};
}

type Question = {readonly matching: Matching; readonly order: ErrorOrder; readonly after: Place | undefined; readonly limit: number};

async function ask(client: Pick<PostgresClient, 'query'>, {matching, order, after, limit}: Question, span?: Span): Promise<Row[]> {
	const parameters = createParameters();
	const conditions = [matching.errors(parameters)];
	if (after !== undefined) {
		const [key, occurredAt, errorId] = after;
		const first = order.isByTime ? [] : [[order.key, `${parameters.add(key)}::${typeof key === 'string' ? 'text' : 'bigint'}`] as const];
		const pairs = [...first, ['error.occurred_at', parameters.add(occurredAt)] as const, ['error.error_id', parameters.add(errorId)] as const];
		conditions.push(`(${pairs.map(([each]) => each).join(', ')}) ${order.isDescending ? '<' : '>'} (${pairs.map(([, each]) => each).join(', ')})`);
	}

	if (span !== undefined) {
		conditions.push(within(parameters, span));
	}

	// The sum keeps PostgreSQL from walking along the index of time in the hope that it meets them soon.
	const by = span !== undefined && matching.isIndexed ? order.by.replace('error.occurred_at', 'error.occurred_at + 0') : order.by;
	return client.query(`SELECT ${errorColumns}, ${order.key} AS key FROM error WHERE ${conditions.join(' AND ')} ORDER BY ${by} LIMIT ${limit}`, parameters.values);
}

/** The condition on rows of `error`. */
export function within(parameters: Parameters, {from, to}: Span): string {
	return [`error.occurred_at >= ${parameters.add(from)}`, ...(to === undefined ? [] : [`error.occurred_at < ${parameters.add(to)}`])].join(' AND ');
}

function placeOf(row: Row): Place {
	const {key} = row;
	return [typeof key === 'number' ? key : String(key), numberOf(row, 'occurred_at'), numberOf(row, 'error_id')];
}

/** As cursors hold it. */
export function placeOfCursor([key, occurredAt, errorId = 0]: Position): Place {
	return [key, occurredAt, errorId];
}
