/** From the filter of the contract to conditions on the rows in error. All that was typed is bound. */
import type {ErrorFilter} from '../../contract/queries.ts';
import {checkParts, hasRecords, splitValues} from '../filter-parts.ts';
import type {ChangeRows} from './change-rows.ts';
import {allOf, anyOf, join, raw, sql, type Fragment} from './fragment.ts';
import {nameless} from './read-row.ts';

const searched = ['record_id', 'record_name', 'code', 'message'] as const;
const dimensions = ['object', 'operation', 'direction', 'code'] as const;

/** The whole filter, on `change_row`; undefined where no error can match. Throws a ProblemError `invalid-request` for a filter of too many parts. */
export function errorsWhere(rows: ChangeRows, filter: ErrorFilter): Fragment | undefined {
	checkParts(filter);
	if (!hasRecords(filter.level)) {
		return undefined;
	}

	return allOf([
		...between(rows, filter),
		...dimensions.flatMap(dimension => valuesOf(rows, dimension, filter[dimension])),
		...filter.q.flatMap(word => wordOf(rows, word)),
	]);
}

function between(rows: ChangeRows, {from, to}: Pick<ErrorFilter, 'from' | 'to'>): Fragment[] {
	const {dialect, occurredTime: time, occurredZone: zone} = rows;
	const occurred = raw('change_row.occurred');
	return [
		...(from === undefined ? [] : [sql`${occurred} >= ${raw(String(zone.toWall(from)))}`, ...(time === undefined ? [] : [dialect.notBefore(time, zone.toWall(from))])]),
		...(to === undefined ? [] : [sql`${occurred} < ${raw(String(zone.toWall(to)))}`, ...(time === undefined ? [] : [dialect.before(time, zone.toWall(to))])]),
	];
}

/** `!word` must not be there; the empty word is everywhere. */
function wordOf({dialect}: ChangeRows, word: string): Fragment[] {
	const isNegated = word.startsWith('!') && word !== '!';
	const text = (isNegated ? word.slice(1) : word).normalize('NFC').toLowerCase();
	if (text === '') {
		return [];
	}

	const found = anyOf(searched.map(column => dialect.hasWord(raw(`change_row.${column}`), text)));
	return [isNegated ? sql`NOT (${found})` : found];
}

/** Any of the plain values and none of those with `!`; the empty value stands for those that have none. */
function valuesOf(rows: ChangeRows, dimension: typeof dimensions[number], values: readonly string[]): Fragment[] {
	const {wanted, unwanted} = splitValues(values);
	return [
		...(wanted.length === 0 ? [] : [oneOf(rows, dimension, wanted)]),
		...(unwanted.length === 0 ? [] : [sql`NOT (${oneOf(rows, dimension, unwanted)})`]),
	];
}

function oneOf({dialect}: ChangeRows, dimension: typeof dimensions[number], values: readonly string[]): Fragment {
	// A row without an object is told under a word for that.
	const said = dimension === 'object' ? values.flatMap(value => value === nameless ? [value, ''] : [value]) : values;
	const text = sql`coalesce(${raw(`change_row.${dimension}`)}, ${dialect.constant('')})`;
	const plain = said.filter(value => !value.includes('*'));
	return anyOf([
		...(plain.length === 0 ? [] : [sql`${text} IN (${join(plain.map(value => dialect.constant(value)), ', ')})`]),
		...said.filter(value => value.includes('*')).map(pattern => dialect.isLike(text, pattern)),
	]);
}
