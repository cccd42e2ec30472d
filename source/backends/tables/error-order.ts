/** The orders that errors can be listed in, each ending with time and key, in the same direction. */
import type {ErrorSortColumn, ErrorsQuery} from '../../contract/queries.ts';
import type {ChangeRows} from './change-rows.ts';
import type {Position} from './cursor.ts';
import {raw, sql, type Fragment} from './fragment.ts';
import {hasEquals, skippedAt} from './key.ts';

/** Texts are compared by so many characters. */
const compared = 64;

const textColumns: Readonly<Partial<Record<ErrorSortColumn, string>>> = {
	object: 'object', operation: 'operation', direction: 'direction', code: 'code', recordName: 'record_name', recordId: 'record_id', message: 'message',
};

export type ErrorOrder = {
	/** What is compared, first of all; undefined for the time alone. */
	readonly sortKey: Fragment | undefined;
	readonly by: Fragment;
	/** How many parts a position has. */
	readonly parts: number;
	/** That a row comes after a position; where rows may be equal, those that are come, too. */
	after(position: Position): Fragment;
	/** How many of the rows that `after` lets through come before the next page. */
	skipped(position: Position): number;
};

export function errorOrder({dialect, key, has, idColumn}: ChangeRows, {column, descending}: ErrorsQuery['sort']): ErrorOrder {
	const text = textColumns[column];
	const sortKey = text === undefined
		? (column === 'attempts' && has('attempts') ? sql`coalesce(change_row.attempts, 0)` : undefined)
		: dialect.ordered(sql`coalesce(${dialect.left(raw(`change_row.${text}`), compared)}, ${dialect.constant('')})`);
	const direction = raw(descending ? ' DESC' : ' ASC');
	const beyond = raw(descending ? '<' : '>');
	const lastly = hasEquals({idColumn}) ? sql`${beyond}=` : beyond;
	const ended = sql`change_row.occurred${direction}, ${key.sql}${direction}`;
	const number = (value: unknown) => raw(String(typeof value === 'number' ? Math.trunc(value) : 0));
	const afterTime = (at: unknown, last: string | number) =>
		sql`change_row.occurred ${beyond}= ${number(at)} AND (change_row.occurred ${beyond} ${number(at)} OR ${key.sql} ${lastly} ${dialect.keyValue(last, key)})`;
	return {
		sortKey,
		by: sortKey === undefined ? ended : sql`${sortKey}${direction}, ${ended}`,
		parts: (sortKey === undefined ? 2 : 3) + Number(hasEquals({idColumn})),
		skipped: position => skippedAt({idColumn}, position),
		after(position) {
			if (sortKey === undefined) {
				return afterTime(position[0], position[1] ?? '');
			}

			const value = column === 'attempts' ? number(position[0]) : dialect.ordered(dialect.constant(String(position[0] ?? '')));
			return sql`${sortKey} ${beyond}= ${value} AND (${sortKey} ${beyond} ${value} OR (${afterTime(position[1], position[2] ?? '')}))`;
		},
	};
}
