/** The orders that errors can be listed in. Between equals the time decides, in the same direction: each order turned round is the other one. */
import {Buffer} from 'node:buffer';
import type {ErrorSortColumn} from '../../contract/queries.ts';
import type {Dimension} from './error-dictionary.ts';

/**
By `time`: the place itself · by `values`: of a dimension, of which there are few · by an `index`. `key` is what is compared: texts go by code points,
and by their first 64 characters; what is missing is the least. `joined` is where it stands for the open error at `place.value`.
*/
export type SortColumn =
	| {readonly by: 'time'}
	| {readonly by: 'values'; readonly key: string; readonly joined: string; readonly dimension: Dimension}
	| {readonly by: 'index'; readonly key: string; readonly joined: string; readonly index: string};

const time: SortColumn = {by: 'time'};
const values = (dimension: Dimension): SortColumn => ({
	by: 'values', key: `cause.${dimension}`, joined: 'CROSS JOIN open_error ON open_error.position = place.value CROSS JOIN cause USING (cause_id)', dimension,
});
const index = (key: string, name: string): SortColumn => ({
	by: 'index', key, joined: 'CROSS JOIN error ON error.position = place.value AND error.state = \'open\'', index: name,
});

export const sortColumns: Readonly<Record<ErrorSortColumn, SortColumn>> = {
	occurredAt: time,
	firstSeenAt: index('first_seen_at', 'open_errors_by_first_seen'),
	object: values('object'),
	operation: values('operation'),
	direction: values('direction'),
	code: values('code'),
	recordName: index('substr(coalesce(record_name, \'\'), 1, 64)', 'open_errors_by_record_name'),
	recordId: index('substr(record_id, 1, 64)', 'open_errors_by_record_id'),
	message: index('substr(coalesce(message, \'\'), 1, 64)', 'open_errors_by_message'),
	attempts: index('attempts', 'open_errors_by_attempts'),
};

/** A place in an order: what is compared, and the position, which decides between equals. By time, the first says nothing. */
export type Place = readonly [key: string | number, position: number];

/** Ascending, as SQLite orders them. */
export function comparePlaces([key, position]: Place, [otherKey, otherPosition]: Place): number {
	const order = compareKeys(key, otherKey);
	return order === 0 ? position - otherPosition : order;
}

function compareKeys(key: string | number, other: string | number): number {
	// JavaScript orders text by UTF-16, in which the rarest characters come before some others.
	return typeof key === 'number' || typeof other === 'number' ? Number(key) - Number(other) : Buffer.compare(Buffer.from(key), Buffer.from(other));
}
