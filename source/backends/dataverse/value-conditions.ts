/** Which values of a field a filter lets through: any of the plain ones, none of those with `!`; `*` stands for any characters, the empty text for nothing. */
import {matchesPattern} from '../../domain/filter/matches-terms.ts';
import {allOf, anyOf, compare, negated, notOrNull, type Condition} from './condition.ts';
import type {Field} from './fields.ts';
import {literalOf} from './literals.ts';
import {fitsPattern, type Dialect} from './text-conditions.ts';

/** Undefined: a field that no row has. */
export function valuesCondition(field: Field | undefined, values: readonly string[], dialect: Dialect): Condition {
	const wanted = values.filter(value => !value.startsWith('!'));
	const unwanted = values.filter(value => value.startsWith('!')).map(value => value.slice(1));
	return allOf([
		wanted.length === 0 ? true : anyOf(wanted.map(value => fits(field, value, dialect))),
		...unwanted.map(value => fitsNot(field, value, dialect)),
	]);
}

/** Rows whose word is exactly this one. */
export function wordCondition(field: Field, word: string): Condition {
	if (field.kind === 'constant') {
		return field.word === word;
	}

	const {column: {name, type}, words} = field;
	const values = words.entries().filter(([, known]) => known === word).map(([value]) => value).toArray();
	const raw = words.has(word) ? [] : [word];
	return anyOf([...values, ...raw].flatMap(value => {
		const literal = literalOf(type, value);
		return literal === undefined ? [] : [compare(name, 'eq', literal)];
	}));
}

/** Rows that have no value there. */
export function missingCondition({column: {name, type}}: Extract<Field, {kind: 'column'}>): Condition {
	return anyOf([compare(name, 'eq', 'null'), type === 'text' && compare(name, 'eq', '\'\'')]);
}

function fits(field: Field | undefined, value: string, dialect: Dialect): Condition {
	if (field === undefined || field.kind === 'constant') {
		return matchesPattern(value, field?.word ?? '');
	}

	if (value === '') {
		return missingCondition(field);
	}

	if (!value.includes('*')) {
		return wordCondition(field, value);
	}

	const {column: {name, type}, words} = field;
	const [known, others] = [true, false].map(isWanted => words.entries()
		.filter(([, word]) => matchesPattern(value, word) === isWanted)
		.map(([raw]) => literalOf(type, raw) ?? 'null')
		.toArray());
	// Values without words are words themselves; of those with other words, the value says nothing.
	const plain: Condition = type === 'text' ? fitsPattern(name, value, dialect) : value.replaceAll('*', '') === '';
	return anyOf([...(known ?? []).map(literal => compare(name, 'eq', literal)), allOf([plain, ...(others ?? []).map(literal => compare(name, 'ne', literal))])]);
}

function fitsNot(field: Field | undefined, value: string, dialect: Dialect): Condition {
	const condition = fits(field, value, dialect);
	return field?.kind !== 'column' || value === '' ? negated(condition) : notOrNull(field.column.name, condition);
}
