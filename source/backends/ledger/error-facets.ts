import type {ErrorFacets} from '../../contract/errors.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {numberOf, textOf, textOrNull} from './columns.ts';
import type {Database} from './database.ts';
import {counterCondition, errorCondition} from './error-filter.ts';
import {sql} from './sql.ts';

/** The most frequent values of each; more are nothing to choose from. */
const maxValues = 1000;

/** How many errors that the filter lets through there are per value, the most frequent first. */
export function readErrorFacets(database: Database, filter: ErrorFilter): ErrorFacets {
	const condition = errorCondition(filter);
	const counted = counterCondition(filter);
	const facet = (column: 'object' | 'operation' | 'direction') => {
		const rows = counted === undefined
			? database.statement(sql('facet', {column, filter: condition.text})).all(...condition.values, maxValues)
			: database.statement(sql('facet-counted', {column, filter: counted.text})).all(...counted.values, maxValues);
		return rows.map(row => ({value: textOf(row, 'value'), count: numberOf(row, 'count')}));
	};

	return database.snapshot(() => ({
		object: facet('object'),
		operation: facet('operation'),
		direction: facet('direction'),
		code: database.statement(sql('facet-of-codes', {filter: condition.text})).all(...condition.values, maxValues).map(row => ({
			value: textOrNull(row, 'value'), count: numberOf(row, 'count'), message: textOrNull(row, 'message'),
		})),
	}));
}
