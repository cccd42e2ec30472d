/** The orders that errors can be listed in, each ending with time and id, in the same direction. */
import type {ErrorSortColumn, ErrorsQuery} from '../../../contract/queries.ts';

/** What is compared: texts by their first 64 characters, what is missing is the least. */
const keys: Readonly<Record<ErrorSortColumn, string>> = {
	occurredAt: 'error.occurred_at',
	firstSeenAt: 'error.first_seen_at',
	object: 'error.object',
	operation: 'error.operation',
	direction: 'error.direction',
	code: 'coalesce(error.code, \'\')',
	recordName: 'left(coalesce(error.record_name, \'\'), 64)',
	recordId: 'left(error.record_id, 64)',
	message: 'left(coalesce(error.message, \'\'), 64)',
	attempts: 'error.attempts',
};

export type ErrorOrder = {
	/** The expression that `key` of a row is. */
	readonly key: string;
	readonly isByTime: boolean;
	readonly isDescending: boolean;
	/** For ORDER BY. */
	readonly by: string;
};

export function orderOf({column, descending}: ErrorsQuery['sort']): ErrorOrder {
	const key = keys[column];
	const direction = descending ? 'DESC' : 'ASC';
	const isByTime = column === 'occurredAt';
	return {
		key, isByTime, isDescending: descending,
		by: [...(isByTime ? [] : [key]), 'error.occurred_at', 'error.error_id'].map(each => `${each} ${direction}`).join(', '),
	};
}
