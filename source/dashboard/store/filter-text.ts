/** Filters that are made by picking instead of typing. */
import type {Cause} from '../../contract/errors.ts';
import {causeFilter} from '../../domain/cause/cause-filter.ts';
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import {printFilter} from '../../domain/filter/print-filter.ts';
import type {FilterTerm} from '../../domain/filter/terms.ts';
import type {FacetLine} from './facet-lines.ts';
import {filterFields} from './filter-fields.ts';

const termsOf = (filter: string): readonly FilterTerm[] => parseFilter(filter, {fields: filterFields.errors}).terms;

/** The filter that lets a group through, within the one under which it was grouped: what the group says of a field stands for what was said of it. */
export function causeFilterText(cause: Cause, filter: string): string {
	const own = causeFilter(cause);
	const isSaid = (term: FilterTerm) => term.kind === 'field' && !term.isNegated && own.some(other => other.kind === 'field' && other.field === term.field);
	const within = termsOf(filter).filter(term => !isSaid(term));
	return [printFilter(within), printFilter(own)].filter(text => text !== '').join(' ');
}

/** The filter that lets the errors of an object through. */
export function objectFilterText(object: string): string {
	return withFacet('', {field: 'object', value: object});
}

/** The filter with the value of a facet; without it where it has that already. */
export function withFacet(filter: string, {field, value}: Pick<FacetLine, 'field' | 'value'>): string {
	const isIt = (term: FilterTerm) => term.kind === 'field' && term.field === field && !term.isNegated && term.value === value;
	const terms = termsOf(filter);
	return terms.some(term => isIt(term))
		? printFilter(terms.filter(term => !isIt(term)))
		: [printFilter(terms), printFilter([{
			kind: 'field', field, value, isNegated: false, from: 0, to: 0,
		}])].filter(text => text !== '').join(' ');
}
