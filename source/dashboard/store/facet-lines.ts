/** The facets as lines: what of each field there is among the errors that the filter lets through. */
import type {ErrorFacets} from '../../contract/errors.ts';
import {quantityOf, type Quantity} from '../../domain/count.ts';
import {locate, untouchedCursor} from './cursor.ts';
import {memoizeLast} from './memoize.ts';
import {listHeight, objectLabels} from './selectors.ts';
import type {State} from './state.ts';

export const facetFields = ['object', 'operation', 'direction', 'code'] as const;
export type FacetLine = {
	readonly field: typeof facetFields[number];
	/** Empty for the errors that lack it. */
	readonly value: string;
	/** What to call it. */
	readonly label: string;
	readonly count: Quantity;
	/** Of a code: the message of its newest error. */
	readonly message: string | undefined;
	/** The first of its field. */
	readonly isFirst: boolean;
};

const linesOf = memoizeLast((facets: ErrorFacets | undefined, labels: ReadonlyMap<string, string>): readonly FacetLine[] => facetFields.flatMap(field =>
	(facets?.[field] ?? []).map(({value, count, message}, index) => ({
		field, value: value ?? '', label: field === 'object' ? labels.get(value ?? '') ?? value ?? '' : value ?? '',
		count: quantityOf(count), message: message ?? undefined, isFirst: index === 0,
	}))));

const keysOf = memoizeLast((lines: readonly FacetLine[]): string[] => lines.map(({field, value}) => `${field}:${value}`));

/** What tells the lines apart, so that the selection follows its value. */
export function facetKeys(state: State): string[] {
	return keysOf(facetLines(state));
}

/** The selected line; undefined where there is none. */
export function selectedFacet(state: State): FacetLine | undefined {
	return facetLines(state)[facetIndex(state)];
}

export function facetIndex(state: State): number {
	return locate(state.errors.facet ?? untouchedCursor, facetKeys(state), listHeight(state)).index;
}

export function facetLines(state: State): readonly FacetLine[] {
	return linesOf(state.panels.facets.data, objectLabels(state.panels.status.data));
}
