/**
The language that is typed after `/`. scan-filter.ts has the grammar; this file says what its pieces mean.

| piece | lets through what |
|---|---|
| `dup` | holds the word |
| `"two words"` | holds them as they stand |
| `object:lead` `op:insert` `dir:in` `code:0x8004*` `level:job` | has such a value; `*` stands for any characters, in quotes too; `code:""` for having none |
| `since:2h` `since:2026-11-20` `since:2026-11-20T14:00` | occurred then or later: minutes, hours, days or weeks back, or by the reader's clock |
| `until:` alike | occurred before then; of a day, before it ended |
| `!dup` `!code:1007` | isn't what follows the `!` |

All of it must hold together, but values of one field are alternatives: any of those without `!`, none of those with it.
*/
import type {FilterProblem} from './filter-problem.ts';
import {nearestField} from './nearest-field.ts';
import {parseTime} from './parse-time.ts';
import {scanFilter, type Piece} from './scan-filter.ts';
import {
	fieldNamed, isTimeField, type FilterField, type FilterTerm, type TimeField, type ValueField,
} from './terms.ts';

export type ParsedFilter = {
	readonly terms: readonly FilterTerm[];
	/** The first thing that can't be understood; the terms are those of the rest. */
	readonly problem: FilterProblem | undefined;
};

export type ParseOptions = {
	/** The fields that there are, beside free words. */
	readonly fields: ReadonlySet<FilterField>;
};

/** More than this is no filter that anybody reads. */
const maxTerms = 100;

/** Never throws. What is merely unfinished (`object:`, a lone `!`, an open quote) is no problem, and no term while it says nothing. */
export function parseFilter(text: string, {fields}: ParseOptions): ParsedFilter {
	const terms: FilterTerm[] = [];
	let problem: FilterProblem | undefined;
	for (const piece of scanFilter(text)) {
		const read = readPiece(piece, fields, terms);
		if (read === undefined) {
			continue;
		}

		if ('problem' in read) {
			problem ??= read.problem;
		} else if (terms.length === maxTerms) {
			problem ??= {kind: 'too-many', most: maxTerms, from: piece.from, to: piece.to};
		} else {
			terms.push(read.term);
		}
	}

	return {terms, problem};
}

/** Undefined for what is unfinished. */
type Read = {readonly term: FilterTerm} | {readonly problem: FilterProblem} | undefined;

function readPiece(piece: Piece, fields: ReadonlySet<FilterField>, before: readonly FilterTerm[]): Read {
	const {from, name, value, quote, negationAt} = piece;
	if (name === undefined) {
		return readWord(piece);
	}

	const field = fieldNamed(name);
	if (field === undefined || !fields.has(field)) {
		const nameFrom = from + Number(negationAt === from);
		const at = {name, from: nameFrom, to: nameFrom + name.length};
		return {problem: field === undefined ? {kind: 'unknown-field', nearest: nearestField(name, fields), ...at} : {kind: 'field-elsewhere', ...at}};
	}

	if (value === '' && quote !== 'closed') {
		return undefined;
	}

	return isTimeField(field) ? readTime(field, piece, before) : readValue(field, piece);
}

function readWord({value, negationAt, from, to}: Piece): Read {
	const text = withoutNegation(value);
	return text.trim() === ''
		? undefined
		: {term: {
			kind: 'word', text, isNegated: negationAt !== undefined, from, to,
		}};
}

function readTime(field: TimeField, {value, valueFrom, negationAt, from, to}: Piece, before: readonly FilterTerm[]): Read {
	if (negationAt !== undefined) {
		return {problem: {kind: 'negated-time', field, from: negationAt, to: negationAt + 1}};
	}

	const time = parseTime(value);
	if (time === undefined) {
		return {problem: {
			kind: 'bad-time', field, value, from: valueFrom, to,
		}};
	}

	return before.some(term => term.kind === 'time' && term.field === field)
		? {problem: {kind: 'twice', field, from, to}}
		: {term: {
			kind: 'time', field, value, time, from, to,
		}};
}

function readValue(field: ValueField, {value: typed, valueFrom, negationAt, from, to}: Piece): Read {
	const plain = withoutNegation(typed);
	// Of `code:"!"` nothing is left to look for; only `code:""` means none.
	if (plain === '' && typed !== '') {
		return undefined;
	}

	const value = contractValue(field, plain);
	return value === undefined
		? {problem: {
			kind: 'bad-value', field: field === 'level' ? 'level' : 'direction', value: typed, from: valueFrom, to,
		}}
		: {term: {
			kind: 'field', field, value, isNegated: negationAt !== undefined, from, to,
		}};
}

/** A text that begins with `!` can't be said to a backend, for which that is a negation: not even quotes keep it. */
function withoutNegation(text: string): string {
	return text.replace(/^!+/v, '');
}

/** The values of fields that have no others, by how they may be typed. */
const closedFields: Readonly<Partial<Record<ValueField, ReadonlyMap<string, string>>>> = {
	direction: new Map([['in', 'inbound'], ['inbound', 'inbound'], ['out', 'outbound'], ['outbound', 'outbound']]),
	level: new Map([['record', 'record'], ['job', 'job']]),
};

/** The value as the contract has it; undefined where the field has no such value. */
function contractValue(field: ValueField, value: string): string | undefined {
	const known = closedFields[field];
	if (known === undefined || value === '') {
		return value;
	}

	const lower = value.toLowerCase();
	return lower.includes('*') ? lower : known.get(lower);
}
