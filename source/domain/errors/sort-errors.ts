/** The orders of a list of errors, in memory. */
import type {SyncError} from '../../contract/errors.ts';
import type {ErrorsQuery} from '../../contract/queries.ts';

/** What is missing is the least; of equals the time decides, then the id, in the same direction. */
export function sortErrors(errors: readonly SyncError[], {column, descending}: ErrorsQuery['sort']): SyncError[] {
	const isTime = column === 'occurredAt' || column === 'firstSeenAt';
	const keyed = errors.map((error, place) => ({error, place, key: isTime ? timeOf(error[column]) : error[column] ?? (column === 'attempts' ? 0 : ''), at: timeOf(error.occurredAt)}));
	const sign = descending ? -1 : 1;
	return keyed.toSorted((a, b) => sign * (compare(a.key, b.key) || a.at - b.at || a.place - b.place)).map(({error}) => error); // eslint-disable-line @typescript-eslint/strict-boolean-expressions -- the first that differs
}

function compare(a: string | number, b: string | number): number {
	return a === b ? 0 : (a < b ? -1 : 1);
}

function timeOf(time: string | null | undefined): number {
	return time === null || time === undefined ? 0 : Date.parse(time);
}
