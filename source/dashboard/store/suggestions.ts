/** What the filter that is being typed could go on with. */
import type {ErrorFacets} from '../../contract/errors.ts';
import type {Status} from '../../contract/status.ts';
import {nameText} from '../../domain/clean.ts';
import {quantityOf} from '../../domain/count.ts';
import {completeFilter, type Candidates, type Suggestion} from '../../domain/filter/complete-filter.ts';
import {filterFields} from './filter-fields.ts';
import {memoizeLast} from './memoize.ts';
import type {State} from './state.ts';

const none: readonly Suggestion[] = [];

/** The best first; none where nothing is being typed that can be completed. */
export function suggestionsFor({prompt, tab, panels}: State): readonly Suggestion[] {
	if (prompt?.kind !== 'filter') {
		return none;
	}

	// While Tab goes through the suggestions, they stay those of what was typed.
	const {text, caret} = prompt.completing ?? prompt;
	return completed(text, caret, candidatesOf(panels.status.data, panels.candidates.data), filterFields[tab]);
}

const completed = memoizeLast((text: string, caret: number, candidates: Candidates, fields: (typeof filterFields)['errors']): readonly Suggestion[] =>
	completeFilter(text, caret, candidates, {fields}).suggestions);

const candidatesOf = memoizeLast((status: Status | undefined, facets: ErrorFacets | undefined): Candidates => {
	const counted = (field: 'operation' | 'direction' | 'code') => (facets?.[field] ?? []).map(({value, count}) => ({value: value ?? '', count: quantityOf(count)}));
	const orElse = (values: ReturnType<typeof counted>, known: readonly string[]) => values.length === 0 ? known.map(value => ({value})) : values;
	return {
		object: (status?.objects ?? []).map(({object, label, failed}) => ({value: object, label: nameText(label, object), count: quantityOf(failed)})),
		operation: orElse(counted('operation'), ['insert', 'update', 'delete']),
		direction: orElse(counted('direction'), ['inbound', 'outbound']),
		code: counted('code'),
		level: [{value: 'record'}, {value: 'job'}],
	};
});
