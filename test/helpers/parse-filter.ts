import {parseFilter} from '../../source/domain/filter/parse-filter.ts';
import {filterFieldNames, type FilterTerm} from '../../source/domain/filter/terms.ts';

export const allFields = new Set(filterFieldNames);

export const parse = (text: string) => parseFilter(text, {fields: allFields});

/** The terms of a filter that is understood as a whole. */
export function termsOf(text: string): readonly FilterTerm[] {
	const {terms, problem} = parse(text);
	if (problem !== undefined) {
		throw new Error(`${problem.kind} in ${JSON.stringify(text)}`);
	}

	return terms;
}

/** What terms say, wherever they stand. */
export const meaning = (terms: readonly FilterTerm[]) => terms.map(({from: _, to: __, ...said}) => said);
