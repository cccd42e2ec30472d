/** The counters of the backlog and the errors, and the quarter hours: added up for a batch, written once at its end. */
import {resolutions} from '../../contract/throughput.ts';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

export type CounterKey = {readonly object: string; readonly operation: string; readonly direction: string};
/** The counter of a change; undefined where it would be new, and is not to be made. */
export type CounterOf = (key: CounterKey, mayMake: () => boolean) => number | undefined;

/**
Finds the counter of an object, operation and direction. Where there is none yet, it is made (and the object) if `mayMake` says so:
what nobody reported must not be listed. For one transaction: what it remembers is wrong once that is undone.
*/
export function counterFinder(database: Database): CounterOf {
	const known = new Map<string, number>();
	return ({object, operation, direction}, mayMake) => {
		const key = JSON.stringify([object, operation, direction]);
		const remembered = known.get(key);
		if (remembered !== undefined) {
			return remembered;
		}

		const find = database.statement(sql('find-counter'));
		let row = find.get({object, operation, direction});
		if (row === undefined && mayMake()) {
			database.statement(sql('add-object')).run(object);
			database.statement(sql('add-counter')).run({object, operation, direction});
			row = find.get({object, operation, direction});
		}

		if (row === undefined) {
			return undefined;
		}

		const id = numberOf(row, 'counter_id');
		known.set(key, id);
		return id;
	};
}

export type Tally = {
	/** More (or fewer) of a counter's changes wait or are in error. */
	count(counterId: number, column: 'pending' | 'failed', by: number): void;
	/** One more ended at `at` (ms UTC), in the quarter hour that it falls in. */
	end(counterId: number, at: number, column: 'synced' | 'failed'): void;
	/** Writes it all. */
	write(): void;
};

export function createTally(database: Database): Tally {
	const counts = new Map<number, {pending: number; failed: number}>();
	const ended = new Map<number, Map<number, {synced: number; failed: number}>>();
	return {
		count(counterId, column, by) {
			const count = counts.get(counterId) ?? {pending: 0, failed: 0};
			count[column] += by;
			counts.set(counterId, count);
		},
		end(counterId, at, column) {
			const quarters = ended.get(counterId) ?? new Map<number, {synced: number; failed: number}>();
			const start = quarterOf(at);
			const quarter = quarters.get(start) ?? {synced: 0, failed: 0};
			quarter[column]++;
			quarters.set(start, quarter);
			ended.set(counterId, quarters);
		},
		write() {
			for (const [counterId, count] of counts) {
				database.statement(sql('count')).run({counterId, ...count});
			}

			for (const [counterId, quarters] of ended) {
				for (const [start, quarter] of quarters) {
					database.statement(sql('add-to-bucket')).run({counterId, start, ...quarter});
				}
			}
		},
	};
}

/** The start of the quarter hour that a moment falls in; both ms UTC. */
export function quarterOf(ms: number): number {
	return Math.floor(ms / resolutions.PT15M) * resolutions.PT15M;
}
