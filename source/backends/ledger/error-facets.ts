import type {ErrorFacets} from '../../contract/errors.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {countCauses, type CauseCount} from './count-causes.ts';
import type {Database} from './database.ts';
import type {Dimension} from './error-dictionary.ts';
import {resolveFilter} from './error-match.ts';
import {messagesAt} from './messages-at.ts';

/** The most frequent values of each; more are nothing to choose from. */
const maxValues = 1000;

/** How many errors that the filter lets through there are per value, the most frequent first; with the newest message of each code. */
export async function readErrorFacets(database: Database, filter: ErrorFilter): Promise<ErrorFacets> {
	const causes = await countCauses(database, resolveFilter(database, filter));
	const countsOf = (dimension: Dimension) => facet(causes, dimension).map(({value, count}) => ({value, count}));
	const codes = facet(causes, 'code');
	const messages = messagesAt(database, codes.map(({newest}) => newest));
	return {
		object: countsOf('object'),
		operation: countsOf('operation'),
		direction: countsOf('direction'),
		code: codes.map(({value, count, newest}) => ({value: value === '' ? null : value, count, message: messages.get(newest) ?? null})),
	};
}

/** How many per value of one dimension; of as many, in the order of their values. */
export function facet(causes: ReadonlyArray<Pick<CauseCount, Dimension | 'count' | 'newest'>>, dimension: Dimension) {
	const values = new Map<string, {value: string; count: number; newest: number}>();
	for (const cause of causes) {
		const value = cause[dimension];
		const {count, newest} = values.get(value) ?? {count: 0, newest: cause.newest};
		values.set(value, {value, count: count + cause.count, newest: Math.max(newest, cause.newest)});
	}

	return values.values().toArray()
		.toSorted((a, b) => b.count === a.count ? (a.value < b.value ? -1 : 1) : b.count - a.count)
		.slice(0, maxValues);
}
