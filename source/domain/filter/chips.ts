import {printTerm} from './print-filter.ts';
import type {FilterTerm} from './terms.ts';

/** A term as it stands on the screen, above what it filters. */
export type Chip = {readonly label: string; readonly isNegated: boolean; readonly kind: FilterTerm['kind']};

/** One for each term, called as it would be typed. Cleaning is for whoever draws it. */
export function chipsOf(terms: readonly FilterTerm[]): Chip[] {
	return terms.map(term => ({label: printTerm(term), isNegated: term.kind !== 'time' && term.isNegated, kind: term.kind}));
}
