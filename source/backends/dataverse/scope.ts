/** Which rows a question is about: what waits, what failed, and what of it a filter lets through. */
import {ProblemError} from '../../contract/problem.ts';
import {matchesPattern} from '../../domain/filter/matches-terms.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {allOf, anyOf, compare, notOrNull, written, type Condition} from './condition.ts';
import type {Fields} from './fields.ts';
import {literalOf, timeLiteral} from './literals.ts';
import type {State} from './mapping.ts';
import {noObject} from './rows.ts';
import type {Column} from './table.ts';
import {containsText} from './text-conditions.ts';
import {missingCondition, valuesCondition, wordCondition} from './value-conditions.ts';

/** A query in Dataverse may have 500 conditions, and a word is looked for in four columns. */
const maxTerms = 80;

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
	const {q, object, operation, direction, code, level, from, to} = filter;
	if ([q, object, operation, direction, code, level].flat().length > maxTerms) {
		throw new ProblemError('invalid-request', `a filter may have ${maxTerms} words and values at most`);
	}

	const {table: {dialect}} = fields;
	return allOf([
		rowsOf(fields, ['failed']),
		levelCondition(level),
		valuesCondition(fields.object, object, dialect),
		valuesCondition(fields.operation, operation, dialect),
		valuesCondition(fields.direction, direction, dialect),
		valuesCondition(fields.code, code, dialect),
		...q.map(word => wordsCondition(fields, word)),
		within(fields.failedAt, from, to),
	]);
}

/** All of them are records. */
function levelCondition(levels: readonly string[]): boolean {
	const isRecord = (pattern: string) => matchesPattern(pattern, 'record');
	const wanted = levels.filter(level => !level.startsWith('!'));
	return (wanted.length === 0 || wanted.some(level => isRecord(level))) && levels.every(level => !level.startsWith('!') || !isRecord(level.slice(1)));
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
