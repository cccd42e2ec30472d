import type {ErrorFacets} from '../../contract/errors.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {quality, type Groups} from './groups.ts';
import {groupingBy, type Asking} from './asking.ts';
import type {Field} from './fields.ts';
import {wordOf} from './rows.ts';
import {errorsWithin} from './scope.ts';

/** The most frequent values of each; more are nothing to choose from. */
const maxValues = 200;

/** One aggregate over all four. What the mapping lacks is left out. */
export async function readFacets({fields, aggregate}: Asking, filter: ErrorFilter): Promise<ErrorFacets> {
	const {object, operation, direction, code, failedAt} = fields;
	const groups = await aggregate({condition: errorsWithin(fields, filter), by: groupingBy([object, operation, direction, code]), time: failedAt});
	return Object.fromEntries(Object.entries({object, operation, direction, code}).flatMap(([name, field]) => field === undefined ? [] : [[name, facetOf(groups, field)]]));
}

function facetOf({groups, isComplete}: Groups, field: Field): NonNullable<ErrorFacets['object']> {
	const counts = new Map<string | null, number>();
	for (const {row, count} of groups) {
		const word = wordOf(row, field);
		counts.set(word, (counts.get(word) ?? 0) + count);
	}

	return counts.entries()
		.toArray()
		.toSorted(([one, a], [other, b]) => a === b ? ((one ?? '') < (other ?? '') ? -1 : 1) : b - a)
		.slice(0, maxValues)
		.map(([value, count]) => ({value, count: quality(count, isComplete)}));
}
