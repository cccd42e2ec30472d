import type {Count} from '../../contract/common.ts';
import type {ErrorFacets} from '../../contract/errors.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableRow} from './connect/table-database.ts';
import {errorsWhere} from './error-where.ts';
import {join, raw, sql, type Fragment} from './fragment.ts';
import {counted, maxMessage, maxText, textOf} from './read-row.ts';

/** The most frequent values of each; more are nothing to choose from. */
const maxValues = 1000;

/** Groups of errors that the database gives; beyond them, counts are "at least". */
const maxGroups = 20_000;

const dimensions = ['object', 'operation', 'direction', 'code'] as const;
type Dimension = typeof dimensions[number];

/** Of each dimension that the mapping has, the values with their counts, the most frequent first; with the newest message of each code. */
export async function readFacets(asking: Asking, rows: ChangeRows, filter: ErrorFilter): Promise<ErrorFacets> {
	const where = errorsWhere(rows, filter);
	const had = dimensions.filter(dimension => rows.has(dimension));
	if (where === undefined) {
		return Object.fromEntries(had.map(dimension => [dimension, []]));
	}

	const [groups, messages] = await Promise.all([
		asking.ask(errorGroups(rows, where), 'failed'),
		rows.has('code') && rows.has('message') ? asking.ask(newestMessages(rows, where), 'failed') : [],
	]);
	const isWhole = groups.length <= maxGroups;
	const messageOf = new Map(messages.map(row => [textOf(row, 'code'), textOf(row, 'message')]));
	return Object.fromEntries(had.map(dimension => [dimension, facet(groups, dimension, isWhole).map(({value, count}) => ({
		value, count, ...(dimension === 'code' && {message: messageOf.get(value ?? '') ?? null}),
	}))]));
}

export function errorGroups({dialect, from}: ChangeRows, where: Fragment): Fragment {
	const columns = dimensions.map(dimension => sql`${dialect.left(raw(`change_row.${dimension}`), maxText)} AS ${raw(dimension)}`);
	const by = dimensions.map(dimension => raw(`change_row.${dimension}`));
	return sql`SELECT ${join(columns, ', ')}, count(*) AS count FROM ${from} WHERE ${where} GROUP BY ${join(by, ', ')} ORDER BY count(*) DESC LIMIT ${raw(String(maxGroups + 1))}`;
}

function newestMessages({dialect, from, key}: ChangeRows, where: Fragment): Fragment {
	const code = sql`coalesce(${dialect.left(raw('change_row.code'), maxText)}, ${dialect.constant('')})`;
	return sql`
		SELECT code, message FROM (
				SELECT ${code} AS code, ${dialect.left(raw('change_row.message'), maxMessage)} AS message,
					row_number() OVER (PARTITION BY ${code} ORDER BY change_row.occurred DESC, ${key.sql} DESC) AS place
				FROM ${from} WHERE ${where}
			) AS ranked WHERE place = 1 LIMIT ${raw(String(maxValues))}
	`;
}

type Facet = {readonly value: string | null; readonly count: Count};

function facet(groups: readonly TableRow[], dimension: Dimension, isWhole: boolean): Facet[] {
	const counts = new Map<string | null, number>();
	for (const row of groups) {
		const text = textOf(row, dimension);
		const value = text === '' ? null : text;
		counts.set(value, (counts.get(value) ?? 0) + counted(row));
	}

	return [...counts]
		.toSorted(([value, count], [other, otherCount]) => otherCount === count ? ((value ?? '') < (other ?? '') ? -1 : 1) : otherCount - count)
		.slice(0, maxValues)
		.map(([value, count]) => ({value, count: isWhole ? count : {value: count, quality: 'at-least'}}));
}
