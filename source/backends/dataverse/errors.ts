import type {ErrorsPage, SyncErrorDetail} from '../../contract/errors.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {ErrorsQuery} from '../../contract/queries.ts';
import {groupingBy, type Asking} from './asking.ts';
import {allOf, compare} from './condition.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import type {Fields} from './fields.ts';
import {quality} from './groups.ts';
import {literalOf} from './literals.ts';
import {readFirst, readPage} from './read-page.ts';
import {syncErrorOf, textOf, type Row} from './rows.ts';
import {errorsWithin, rowsOf} from './scope.ts';

/** A page of the errors that a filter lets through. A later page is one of the same question with the times that it began with. */
export async function readErrors({connection, fields, linkOf, aggregate}: Asking, {sort, limit, cursor, total: wanted, from, to, ...filter}: ErrorsQuery): Promise<ErrorsPage> {
	const question = {filter, sort};
	const after = cursor === undefined ? undefined : decodeCursor(question, cursor);
	const times = after === undefined ? {from, to} : {from: after.from ?? undefined, to: after.to ?? undefined};
	const condition = errorsWithin(fields, {...filter, ...times});
	const {rows, next, total} = await readPage(connection, fields, {condition, orderBy: orderOf(fields, sort), limit, after, isCounted: true});
	const isShort = typeof total === 'object' && wanted === 'exact';
	const counted = isShort ? await aggregate({condition, by: groupingBy([fields.object]), time: fields.failedAt}) : undefined;
	return {
		items: rows.map(row => syncErrorOf(row, fields, linkOf)),
		nextCursor: next === undefined ? null : encodeCursor(question, {...next, from: times.from ?? null, to: times.to ?? null}),
		total: counted === undefined ? total ?? null : quality(counted.groups.reduce((sum, {count}) => sum + count, 0), counted.isComplete),
	};
}

/** One error, with its row as the payload. Throws a ProblemError `not-found`. */
export async function readError({connection, fields, linkOf}: Asking, id: string): Promise<SyncErrorDetail> {
	const {key} = fields;
	const literal = literalOf(key.type, id);
	const row = literal === undefined
		? undefined
		: await readFirst(connection, fields, allOf([rowsOf(fields, ['pending', 'synced', 'failed']), compare(key.name, 'eq', literal)]), undefined, []);
	if (row === undefined) {
		throw new ProblemError('not-found', `there is no error "${id.slice(0, 100)}"`);
	}

	return {...syncErrorOf(row, fields, linkOf), payload: payloadOf(row)};
}

/** What the sort stands for, with the time of occurrence between equals; of what no row has, all are equal. */
export function orderOf({failedAt, object, operation, direction, code, recordId, recordName, message}: Fields, {column, descending}: ErrorsQuery['sort']): string {
	const fields = {object, operation, direction, code};
	const columns = {recordId, recordName, message};
	const field = column in fields ? fields[column as keyof typeof fields] : undefined;
	const sorted = field?.kind === 'column' ? field.column : (column in columns ? columns[column as keyof typeof columns] : undefined);
	return [...new Set([sorted?.name, failedAt.name])].flatMap(name => name === undefined ? [] : [`${name}${descending ? ' desc' : ' asc'}`]).join(',');
}

/** What is filled in, without what the service says about it; words for people stand in place of numbers and ids that have them. */
function payloadOf(row: Row): Record<string, unknown> {
	const names = Object.keys(row).filter(name => !name.includes('@') && row[name] !== null);
	return Object.fromEntries(names.map(name => {
		const words = textOf(row, {name: `${name}@OData.Community.Display.V1.FormattedValue`});
		const value = row[name];
		return [name, words === null || words === String(value) || typeof value === 'boolean' ? value : `${String(value)} (${words})`];
	}));
}
