/** What every backend makes of the parts of a filter alike. */
import {ProblemError} from '../contract/problem.ts';
import type {ErrorFilter} from '../contract/queries.ts';
import {matchesPattern} from '../domain/filter/matches-terms.ts';

/** More words and values than this in one filter are refused: expressions have a depth. */
const maxParts = 200;

/** Throws a ProblemError `invalid-request` for a filter of more than `most` words and values. */
export function checkParts({q, object, operation, direction, code, level}: ErrorFilter, most = maxParts): void {
	if ([q, object, operation, direction, code, level].flat().length > most) {
		throw new ProblemError('invalid-request', `a filter may have ${most} words and values at most`);
	}
}

/** Any of those that are wanted, and none of the others, whose `!` is taken off. */
export function splitValues(values: readonly string[]): {wanted: string[]; unwanted: string[]} {
	return {
		wanted: values.filter(value => !value.startsWith('!')),
		unwanted: values.filter(value => value.startsWith('!')).map(value => value.slice(1)),
	};
}

/** For a backend whose errors are of records alone: whether these levels let them through. */
export function hasRecords(levels: readonly string[]): boolean {
	const {wanted, unwanted} = splitValues(levels);
	const isRecord = (pattern: string) => matchesPattern(pattern, 'record');
	return (wanted.length === 0 || wanted.some(pattern => isRecord(pattern))) && unwanted.every(pattern => !isRecord(pattern));
}
