/** Pages of a list of errors: what a filter lets through, in an order. */
import type {ErrorsQuery} from '../../../contract/queries.ts';
import type {PostgresClient, Row} from '../../../databases/postgres.ts';
import {numberOf} from '../columns.ts';
import type {Position} from '../cursor.ts';
import {orderOf, type ErrorOrder} from './error-order.ts';
import {createParameters, type Where} from './error-where.ts';
import {day, dayOf} from './partitions.ts';

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

/** ms for a page that no index finds; what isn't found by then is for the next page. */
const patience = 250;

type List = {readonly where: Where; readonly sort: ErrorsQuery['sort']; readonly after: Place | undefined; readonly limit: number};

export async function listErrors(client: Pick<PostgresClient, 'query'>, {where, sort, after, limit}: List): Promise<ErrorRows> {
	if (!where.isPossible) {
		return {rows: [], next: undefined, searchedFrom: undefined};
	}

	const order = orderOf(sort);
	return where.isCostly && order.isByTime && order.isDescending
		? searchBackwards(client, {where, order, after, limit})
		: readPage(client, {where, order, after, limit});
}

type Ordered = Omit<List, 'sort'> & {readonly order: ErrorOrder};

async function readPage(client: Pick<PostgresClient, 'query'>, {where, order, after, limit}: Ordered): Promise<ErrorRows> {
	const rows = await ask(client, {where, order, after, limit: limit + 1});
	const last = rows[limit - 1];
	return {rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? placeOf(last) : undefined, searchedFrom: undefined};
}

/** A span of time after the other, each twice as long, so that a word that is common ends soon, and one that isn't says how far it got. */
async function searchBackwards(client: Pick<PostgresClient, 'query'>, {where, order, after, limit}: Ordered): Promise<ErrorRows> {
	const startedAt = performance.now();
	const [span] = await client.query('SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM error WHERE state = \'open\'');
	if (span === undefined || span.first === null) {
		return {rows: [], next: undefined, searchedFrom: undefined};
	}

	const first = numberOf(span, 'first');
	const found: Row[] = [];
	let to = Math.min(after?.[1] ?? Infinity, numberOf(span, 'last')) + 1;
	for (let width = day; to > first && found.length <= limit; width *= 2) {
		const from = Math.max(first, dayOf(to - 1) - width + day);
		// eslint-disable-next-line no-await-in-loop -- one span says whether the next one is wanted
		found.push(...await ask(client, {where, order, after, limit: limit + 1 - found.length, from, to}));
		to = from;
		if (performance.now() - startedAt > patience) {
			break;
		}
	}

	const rows = found.slice(0, limit);
	const last = rows.at(-1);
	if (found.length > limit && last !== undefined) {
		return {rows, next: placeOf(last), searchedFrom: undefined};
	}

	// Everything from `to` on has been seen: the next page begins before it.
	return to > first ? {rows, next: [to, to, 0], searchedFrom: to} : {rows, next: undefined, searchedFrom: undefined};
}

type Question = Ordered & {readonly from?: number; readonly to?: number};

async function ask(client: Pick<PostgresClient, 'query'>, {where, order, after, limit, from, to}: Question): Promise<Row[]> {
	const parameters = createParameters();
	const conditions = [where.errors(parameters)];
	if (after !== undefined) {
		const [key, occurredAt, errorId] = after;
		const first = order.isByTime ? [] : [[order.key, `${parameters.add(key)}::${typeof key === 'string' ? 'text' : 'bigint'}`] as const];
		const pairs = [...first, ['error.occurred_at', parameters.add(occurredAt)] as const, ['error.error_id', parameters.add(errorId)] as const];
		conditions.push(`(${pairs.map(([each]) => each).join(', ')}) ${order.isDescending ? '<' : '>'} (${pairs.map(([, each]) => each).join(', ')})`);
	}

	if (from !== undefined && to !== undefined) {
		conditions.push(`error.occurred_at >= ${from} AND error.occurred_at < ${to}`);
	}

	return client.query(
		`SELECT ${errorColumns}, ${order.key} AS key FROM error WHERE ${conditions.join(' AND ')} ORDER BY ${order.by} LIMIT ${limit}`,
		parameters.values,
	);
}

function placeOf(row: Row): Place {
	const {key} = row;
	return [typeof key === 'number' ? key : String(key), numberOf(row, 'occurred_at'), numberOf(row, 'error_id')];
}

/** As cursors hold it. */
export function placeOfCursor([key, occurredAt, errorId = 0]: Position): Place {
	return [key, occurredAt, errorId];
}
