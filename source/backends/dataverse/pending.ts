import type {PendingPage} from '../../contract/pending.ts';
import {ProblemError} from '../../contract/problem.ts';
import type {PendingQuery} from '../../contract/queries.ts';
import type {Asking} from './asking.ts';
import {allOf} from './condition.ts';
import {decodeCursor, encodeCursor} from './cursor.ts';
import {readFirst, readPage} from './read-page.ts';
import {pendingOf} from './rows.ts';
import {ofObject, rowsOf} from './scope.ts';
import {wordCondition} from './value-conditions.ts';

/** The queue of one object, oldest first. Throws a ProblemError `not-found` for an object that no row has. */
export async function readPending({connection, fields, linkOf}: Asking, object: string, {operation, direction, limit, cursor}: PendingQuery): Promise<PendingPage> {
	const question = {object, operation, direction};
	const after = cursor === undefined ? undefined : decodeCursor(question, cursor);
	const isObject = ofObject(fields, object);
	const {rows, next} = await readPage(connection, fields, {
		condition: allOf([
			rowsOf(fields, ['pending']),
			isObject,
			operation === undefined ? true : (fields.operation === undefined ? false : wordCondition(fields.operation, operation)),
			direction === undefined ? true : (fields.direction === undefined ? false : wordCondition(fields.direction, direction)),
		]),
		orderBy: `${fields.changedAt.name} asc`,
		limit,
		after,
	});
	if (rows.length === 0 && !fields.objects.includes(object)) {
		const known = await readFirst(connection, fields, allOf([rowsOf(fields, ['pending', 'synced', 'failed']), isObject]), undefined, [fields.key.name]);
		if (known === undefined) {
			throw new ProblemError('not-found', `there is no object "${object}"`);
		}
	}

	return {
		items: rows.map(row => pendingOf(row, fields, linkOf)),
		nextCursor: next === undefined ? null : encodeCursor(question, {...next, from: null, to: null}),
	};
}
