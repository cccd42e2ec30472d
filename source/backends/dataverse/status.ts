import type {ObjectStatus, OldestRecord, PendingCounts, Status} from '../../contract/status.ts';
import {quality, type Groups} from './groups.ts';
import {groupingBy, type Asking} from './asking.ts';
import type {Field, Fields} from './fields.ts';
import {oldestRecords} from './oldest.ts';
import {directionOf, objectOf, wordOf} from './rows.ts';
import {rowsOf} from './scope.ts';

/** The operations that the contract counts, by its names for them. */
const counted = {insert: 'inserts', update: 'updates', delete: 'deletes'} as const;
type Operation = keyof typeof counted;
const operations = Object.keys(counted) as Operation[];

export type OldestKey = {readonly object: string; readonly operation: Operation; readonly at: string};

/** `now` in ms UTC. Three to some thirty requests: two aggregates, and the oldest records whose time is a new one. */
export async function readStatus(asking: Asking, now: number): Promise<Status> {
	const {fields, aggregate} = asking;
	const {object, operation, direction, changedAt, failedAt, states, objects} = fields;
	const [pending, failed] = await Promise.all([
		states.has('pending') ? aggregate({condition: rowsOf(fields, ['pending']), by: groupingBy([object, operation, direction]), time: changedAt}) : undefined,
		states.has('failed') ? aggregate({condition: rowsOf(fields, ['failed']), by: groupingBy([object]), time: failedAt}) : undefined,
	]);
	const waiting = countPending(fields, pending);
	const failures = sumBy(failed, row => objectOf(row, fields));
	const oldest = await oldestRecords(asking, waiting.oldest.values().toArray());
	const names = [...new Set([...objects, ...[...waiting.counts.keys(), ...failures.keys()].toSorted()])];
	return {
		generatedAt: new Date(now).toISOString(),
		objects: names.map((name): ObjectStatus => ({
			object: name,
			pending: pending === undefined ? {} : countsOf(fields, waiting.counts.get(name), undefined, pending.isComplete),
			oldest: pending === undefined ? null : oldestOfObject(name, oldest),
			directions: direction === undefined || pending === undefined
				? null
				: {
					inbound: countsOf(fields, waiting.counts.get(name), 'inbound', pending.isComplete),
					outbound: countsOf(fields, waiting.counts.get(name), 'outbound', pending.isComplete),
				},
			failed: failed === undefined ? null : quality(failures.get(name) ?? 0, failed.isComplete),
		})),
	};
}

type Counted = {readonly operation: string | null; readonly direction: string | null; readonly count: number};
type Waiting = {readonly counts: Map<string, Counted[]>; readonly oldest: Map<string, OldestKey>};

function countPending(fields: Fields, pending: Groups | undefined): Waiting {
	const {operation, direction} = fields;
	const counts = new Map<string, Counted[]>();
	const oldest = new Map<string, OldestKey>();
	for (const {row, count, first} of pending?.groups ?? []) {
		const name = objectOf(row, fields);
		const word = wordOf(row, operation);
		const known = counts.get(name) ?? [];
		known.push({operation: word, direction: directionOf(row, direction), count});
		counts.set(name, known);
		const counting = operations.find(each => each === word);
		if (counting === undefined || first === null) {
			continue;
		}

		const key = JSON.stringify([name, counting]);
		const before = oldest.get(key);
		oldest.set(key, before !== undefined && before.at <= first ? before : {object: name, operation: counting, at: first});
	}

	return {counts, oldest};
}

function countsOf({operation}: Fields, counts: readonly Counted[] | undefined, direction: string | undefined, isComplete: boolean): PendingCounts {
	return Object.fromEntries(operations.filter(each => canTell(operation, each)).map(each => {
		const sum = (counts ?? []).filter(count => count.operation === each && (direction === undefined || count.direction === direction)).reduce((total, {count}) => total + count, 0);
		return [counted[each], quality(sum, isComplete)];
	}));
}

/** Whether there can be such rows: what a mapping has no value for is not available, and not 0. */
function canTell(operation: Field | undefined, word: Operation): boolean {
	if (operation?.kind !== 'column') {
		return operation?.word === word;
	}

	const {words, column: {type}} = operation;
	return words.values().some(known => known === word) || (type === 'text' && words.size === 0);
}

function oldestOfObject(object: string, records: ReadonlyArray<OldestKey & {readonly record: OldestRecord}>): NonNullable<ObjectStatus['oldest']> {
	return Object.fromEntries(records.filter(record => record.object === object).map(({operation, record}) => [operation, record]));
}

function sumBy(groups: Groups | undefined, keyOf: (row: Groups['groups'][number]['row']) => string): Map<string, number> {
	const sums = new Map<string, number>();
	for (const {row, count} of groups?.groups ?? []) {
		sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + count);
	}

	return sums;
}
