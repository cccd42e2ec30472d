/** What a batch changes in counters, quarter hours and causes: added up, and written once at its end, to one shard of each. */
import {randomInt} from 'node:crypto';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {quarterOf, type CounterKey} from '../counters.ts';
import {sql} from './sql.ts';

/** More servers than this seldom write at the same moment. A status adds up so many rows per counter. */
export const shards = 16;

export type Tally = {
	/** More (or fewer) of a counter's changes wait or are in error. */
	count(key: CounterKey, column: 'pending' | 'failed', by: number): void;
	/** One more of an object ended at `at` (ms UTC). */
	end(object: string, at: number, column: 'synced' | 'failed'): void;
	/** More (or fewer) errors of a cause are open. */
	countCause(causeId: number, by: number): void;
	/** In this order in every transaction, and each in the order of its keys, so that no two wait for each other in a circle. */
	write(client: PostgresClient): Promise<void>;
};

type Counter = CounterKey & {pending: number; failed: number};
type Bucket = {readonly start: number; readonly object: string; synced: number; failed: number};

export function createTally(): Tally {
	const counters = new Map<string, Counter>();
	const buckets = new Map<string, Bucket>();
	const causes = new Map<number, number>();
	return {
		count({object, operation, direction}, column, by) {
			const name = JSON.stringify([object, operation, direction]);
			const counter = counters.get(name) ?? {object, operation, direction, pending: 0, failed: 0};
			counter[column] += by;
			counters.set(name, counter);
		},
		end(object, at, column) {
			const start = quarterOf(at);
			const name = JSON.stringify([start, object]);
			const bucket = buckets.get(name) ?? {start, object, synced: 0, failed: 0};
			bucket[column]++;
			buckets.set(name, bucket);
		},
		countCause(causeId, by) {
			causes.set(causeId, (causes.get(causeId) ?? 0) + by);
		},
		async write(client) {
			const shard = randomInt(shards);
			const counted = counters.values().filter(({pending, failed}) => pending !== 0 || failed !== 0).toArray();
			if (counted.length > 0) {
				await client.run(sql('count'), [...columns(counted, ['object', 'operation', 'direction', 'pending', 'failed']), shard]);
			}

			const ended = buckets.values().toArray();
			if (ended.length > 0) {
				await client.run(sql('add-to-buckets'), [...columns(ended, ['start', 'object', 'synced', 'failed']), shard]);
			}

			const moved = causes.entries().filter(([, by]) => by !== 0).toArray();
			if (moved.length > 0) {
				await client.run(sql('count-causes'), [moved.map(([id]) => id), moved.map(([, by]) => by), shard]);
			}
		},
	};
}

/** Rows as columns, as unnest() takes them. */
export function columns<Row>(rows: readonly Row[], names: ReadonlyArray<keyof Row>): unknown[][] {
	return names.map(name => rows.map(row => row[name]));
}
