/** Which objects, operations, directions and codes a filter lets through, of those that errors have. */
import type {ErrorFilter} from '../../contract/queries.ts';
import {hasRecords, splitValues} from '../filter-parts.ts';
import {numberOf, textOf} from './columns.ts';
import type {Database} from './database.ts';
import {searchToken} from './search-token.ts';
import {dimensions, type Dimension} from './error-dictionary.ts';
import {sql} from './sql.ts';

type Value = {readonly id: number; readonly value: string};

/** The values of one dimension that are let through, or, where `isExcluded`, those that aren't. */
export type ValueSet = {readonly dimension: Dimension; readonly values: readonly Value[]; readonly isExcluded: boolean};

/** Those of the dimensions that the filter speaks of; undefined where it lets nothing through. */
export function readValues(database: Database, filter: ErrorFilter): ValueSet[] | undefined {
	const sets = dimensions
		.filter(dimension => filter[dimension].length > 0)
		.map(dimension => valueSet(database, dimension, filter[dimension]));
	const isPossible = hasRecords(filter.level) && sets.every(({values, isExcluded}) => isExcluded || values.length > 0);
	return isPossible ? sets.filter(({values}) => values.length > 0) : undefined;
}

/** All that an error ever had. */
export function allValues(database: Database, dimension: Dimension): ValueSet {
	return {dimension, values: read(database, dimension, ['*']).values().toArray(), isExcluded: false};
}

/** As an expression of the index of words. */
export function tokensExpression({dimension, values}: ValueSet): string {
	return `${dimension} : (${values.map(({id}) => `"${searchToken(id)}"`).join(' OR ')})`;
}

/** Any of the plain values and none of those with `!`. */
function valueSet(database: Database, dimension: Dimension, values: readonly string[]): ValueSet {
	const {wanted, unwanted} = splitValues(values);
	const excluded = read(database, dimension, unwanted);
	if (wanted.length === 0) {
		return {dimension, values: excluded.values().toArray(), isExcluded: true};
	}

	const allowed = read(database, dimension, wanted).values().filter(({id}) => !excluded.has(id)).toArray();
	return {dimension, values: allowed, isExcluded: false};
}

function read(database: Database, dimension: Dimension, values: readonly string[]): Map<number, Value> {
	const rows = values.flatMap(value => value.includes('*')
		? database.statement(sql('values-like')).all({dimension, pattern: globOf(value)})
		: database.statement(sql('find-value')).all({dimension, value}));
	return new Map(rows.map(row => [numberOf(row, 'value_id'), {id: numberOf(row, 'value_id'), value: textOf(row, 'value')}]));
}

/** `*` alone keeps its meaning: `?` and `[` are what they are. A run of `*` says no more than one, and costs more. */
function globOf(value: string): string {
	return value.replaceAll(/[?\[]/gv, '[$&]').replaceAll(/\*+/gv, '*');
}
