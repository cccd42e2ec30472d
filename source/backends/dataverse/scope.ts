/** Which rows a question is about: what waits, what failed, and what of it a filter lets through. */
import type {ErrorFilter} from '../../contract/queries.ts';
import {checkParts, hasRecords} from '../filter-parts.ts';
import {allOf, anyOf, compare, notOrNull, written, type Condition} from './condition.ts';
import type {Fields} from './fields.ts';
import {literalOf, timeLiteral} from './literals.ts';
import type {State} from './mapping.ts';
import {noObject} from './rows.ts';
import type {Column} from './table.ts';
import {containsText} from './text-conditions.ts';
import {missingCondition, valuesCondition, wordCondition} from './value-conditions.ts';

/** A query in Dataverse may have 500 conditions, and a word is looked for in four columns. */
const maxParts = 80;

/** Rows of one of the states, within what the mapping lets through. */
export function rowsOf({state, filter}: Fields, wanted: readonly State[]): Condition {
	return allOf([filter === undefined ? true : written(filter), anyOf(wanted.map(word => wordCondition(state, word)))]);
}

/** Rows of the object that is told so. */
export function ofObject({object}: Fields, name: string): Condition {
	return name === noObject && object.kind === 'column' ? missingCondition(object) : wordCondition(object, name);
}

/** `from` inclusive, `to` exclusive, ms UTC. */
export function within({name}: Column, from: number | undefined, to: number | undefined): Condition {
	return allOf([
		from === undefined ? true : compare(name, 'ge', timeLiteral(from)),
		to === undefined ? true : compare(name, 'lt', timeLiteral(to)),
	]);
}

/** Errors that pass. Throws a ProblemError `invalid-request` for what can't be asked. */
export function errorsWithin(fields: Fields, filter: ErrorFilter): Condition {
	checkParts(filter, maxParts);
	const {q, object, operation, direction, code, level, from, to} = filter;
	const {table: {dialect}} = fields;
	return allOf([
		rowsOf(fields, ['failed']),
		hasRecords(level),
		valuesCondition(fields.object, object, dialect),
		valuesCondition(fields.operation, operation, dialect),
		valuesCondition(fields.direction, direction, dialect),
		valuesCondition(fields.code, code, dialect),
		...q.map(word => wordsCondition(fields, word)),
		within(fields.failedAt, from, to),
	]);
}

/** The text is in the record's id or name, the code or the message; with `!`, in none of them. */
function wordsCondition({recordId, recordName, code, message, table: {dialect}}: Fields, word: string): Condition {
	const isNegated = word.startsWith('!') && word !== '!';
	const text = isNegated ? word.slice(1) : word;
	const columns = [recordId, recordName, code?.kind === 'column' ? code.column : undefined, message].filter(column => column !== undefined);
	const found = text === ''
		? [true]
		: columns.map(column => {
			const condition = column.type === 'text' ? containsText(column.name, text, dialect) : exactly(column, text);
			return isNegated ? notOrNull(column.name, condition) : condition;
		});
	return text === '' ? true : (isNegated ? allOf(found) : anyOf(found));
}

/** In what isn't text, nothing can be looked for but all of it. */
function exactly({name, type}: Column, text: string): Condition {
	const literal = type === 'time' ? undefined : literalOf(type, text);
	return literal === undefined ? false : compare(name, 'eq', literal);
}
