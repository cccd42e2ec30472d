/**
One page of rows. The service says where the next one begins: with an ordered query, Dataverse's `$skiptoken` holds the last row's values, so a page goes
on after that row whatever has come in between. A condition of our own can't do that, as ids can't be compared by `gt`
(https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/operators), and hundreds of rows share a second.
*/
import * as v from 'valibot';
import type {Count} from '../../contract/common.ts';
import {ProblemError} from '../../contract/problem.ts';
import {filterText, type Condition} from './condition.ts';
import type {Connection} from './connection.ts';
import {columnsOf, type Fields} from './fields.ts';
import {RowSchema, type Row} from './rows.ts';

export type PageQuestion = {
	readonly condition: Condition;
	/** Such as `createdon asc`. */
	readonly orderBy: string;
	readonly limit: number;
	readonly after?: {readonly token: string | null; readonly skip: number} | undefined;
	readonly isCounted?: boolean;
};

export type Page = {
	readonly rows: readonly Row[];
	readonly next: {readonly token: string | null; readonly skip: number} | undefined;
	/** Of all rows, where it was asked for. */
	readonly total: Count | undefined;
};

const BodySchema = v.object({
	value: v.array(RowSchema),
	'@odata.nextLink': v.optional(v.string()),
	'@odata.count': v.optional(v.pipe(v.number(), v.safeInteger())),
	'@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': v.optional(v.boolean()),
});

/** Dataverse counts no further: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/count-rows */
const maxCounted = 5000;

const annotations = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue,Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"';

/** Requests for one page: a service may give smaller pages than it is asked for. Dataverse doesn't. */
const maxRequests = 10;

/** As many rows as there are, up to the limit. Throws as `Connection.get`. */
export async function readPage(connection: Connection, fields: Fields, question: PageQuestion): Promise<Page> {
	const {condition, limit, after, isCounted = false} = question;
	if (condition === false) {
		return {rows: [], next: undefined, total: isCounted ? 0 : undefined};
	}

	let page = await askPage(connection, fields, question);
	for (let requests = 1; requests < maxRequests && page.rows.length < limit && page.next !== undefined && page.next.token !== after?.token; requests++) {
		// eslint-disable-next-line no-await-in-loop -- a page says where the next one begins
		const more = await askPage(connection, fields, {...question, limit: limit - page.rows.length, after: page.next, isCounted: false});
		page = {...page, rows: [...page.rows, ...more.rows], next: more.next};
	}

	return page;
}

async function askPage(connection: Connection, fields: Fields, {condition, orderBy, limit, after, isCounted = false}: PageQuestion): Promise<Page> {
	const body = parse(await connection.get(fields.table.entitySet, {
		$select: columnsOf(fields).join(','),
		$filter: filterText(condition),
		$orderby: `${orderBy},${fields.key.name}${orderBy.endsWith(' desc') ? ' desc' : ''}`,
		$count: isCounted ? 'true' : undefined,
		$skiptoken: after?.token ?? undefined,
	}, `odata.maxpagesize=${limit},${annotations}`));
	const {value, '@odata.nextLink': nextLink, '@odata.count': count} = body;
	const skip = after?.skip ?? 0;
	const isCapped = fields.table.dialect === 'dataverse' && count === maxCounted && body['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'] !== false;
	return {
		rows: value.slice(skip, skip + limit),
		next: value.length > skip + limit ? {token: after?.token ?? null, skip: skip + limit} : nextOf(nextLink),
		total: count === undefined || count < 0 ? undefined : (isCapped ? {value: count, quality: 'at-least'} : count),
	};
}

/** The first of the rows; undefined where there is none. No `columns` stand for all that it has. */
export async function readFirst(connection: Connection, fields: Fields, condition: Condition, orderBy: string | undefined, columns: readonly string[] = columnsOf(fields)): Promise<Row | undefined> {
	if (condition === false) {
		return undefined;
	}

	const {value} = parse(await connection.get(fields.table.entitySet, {
		$select: columns.length === 0 ? undefined : columns.join(','),
		$filter: filterText(condition),
		$orderby: orderBy,
		$top: '1',
	}, annotations));
	return value[0];
}

/** Of the link, its token alone: it leads nowhere else, and whoever has a cursor can't send us elsewhere. */
function nextOf(link: string | undefined): Page['next'] {
	const token = link === undefined ? null : new URLSearchParams(link.slice(link.indexOf('?') + 1)).get('$skiptoken');
	return token === null ? undefined : {token, skip: 0};
}

function parse(body: unknown): v.InferOutput<typeof BodySchema> {
	const result = v.safeParse(BodySchema, body);
	if (!result.success) {
		throw new ProblemError('unavailable', 'an answer of Dataverse is not a list of rows');
	}

	return result.output;
}
