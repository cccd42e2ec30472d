import type {FilterField, TextSpan, TimeField} from './terms.ts';

/** What can't be understood in a filter, and at which characters (code points, `to` exclusive). The sentences are in i18n. */
export type FilterProblem = TextSpan & (
	| {readonly kind: 'unknown-field'; readonly name: string; readonly nearest: FilterField | undefined}
	/** A field that there is, but not on this tab. */
	| {readonly kind: 'field-elsewhere'; readonly name: string}
	| {readonly kind: 'bad-time'; readonly field: TimeField; readonly value: string}
	| {readonly kind: 'bad-value'; readonly field: 'direction' | 'level'; readonly value: string}
	| {readonly kind: 'negated-time'; readonly field: TimeField}
	| {readonly kind: 'twice'; readonly field: TimeField}
	| {readonly kind: 'too-many'; readonly most: number}
);
