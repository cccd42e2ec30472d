/** What a filter is made of, once it has been read. */

export const filterFieldNames = ['object', 'operation', 'direction', 'code', 'level', 'since', 'until'] as const;
export type FilterField = typeof filterFieldNames[number];
/** The fields that have times; the others have values. */
export type TimeField = 'since' | 'until';
export type ValueField = Exclude<FilterField, TimeField>;

/** Fields as they are written in filters; the full names are read too. */
export const fieldTexts: Readonly<Record<FilterField, string>> = {
	object: 'object', operation: 'op', direction: 'dir', code: 'code', level: 'level', since: 'since', until: 'until',
};

/** Where a term stands in the text, in code points; the end is exclusive. */
export type TextSpan = {readonly from: number; readonly to: number};

/** Neither a word nor a value begins with `!`: to a backend that is a negation. */
export type FilterTerm = TextSpan & (
	| {readonly kind: 'word'; readonly text: string; readonly isNegated: boolean}
	/** `value` may hold `*`; the empty one stands for errors that lack the field. */
	| {readonly kind: 'field'; readonly field: ValueField; readonly value: string; readonly isNegated: boolean}
	| {readonly kind: 'time'; readonly field: TimeField; readonly value: string; readonly time: FilterTime}
);

export type FilterTime =
	/** So many ms before now. */
	| {readonly kind: 'ago'; readonly ms: number}
	/** A moment on the reader's clock, as if that were UTC, in ms; a whole day where no time is said. */
	| {readonly kind: 'clock'; readonly ms: number; readonly isDay: boolean};

/** The field that a name stands for, full or short, ignoring case; undefined for no field's. */
export function fieldNamed(name: string): FilterField | undefined {
	const lower = name.toLowerCase();
	return filterFieldNames.find(field => field === lower || fieldTexts[field] === lower);
}

export function isTimeField(field: FilterField): field is TimeField {
	return field === 'since' || field === 'until';
}
