/** Counts of rows by groups, in one question to the service. */
import * as v from 'valibot';
import type {Count} from '../../contract/common.ts';
import {ProblemError} from '../../contract/problem.ts';
import {allOf, compare, filterText, type Condition} from './condition.ts';
import type {Connection} from './connection.ts';
import type {Fields} from './fields.ts';
import {isTooManyRows} from './refusal.ts';
import {RowSchema, timeOf, type Row} from './rows.ts';
import {within} from './scope.ts';
import type {Column} from './table.ts';

export type Grouping = {
	readonly condition: Condition;
	readonly by: readonly Column[];
	/** The first and the last of its times are told with each group, and the rows are divided by it. */
	readonly time: Column;
};

export type Group = {
	/** Has what it was grouped by. */
	readonly row: Row;
	readonly count: number;
	/** RFC 3339. */
	readonly first: string | null;
	readonly last: string | null;
};

export type Groups = {
	readonly groups: readonly Group[];
	/** False where rows are missing, so that counts are lower bounds. */
	readonly isComplete: boolean;
};

/** ms UTC, `from` inclusive, `to` exclusive; undefined: without a bound. `none`: the rows without a time, which are in no other part. */
export type Span = 'none' | {readonly from: number | undefined; readonly to: number | undefined};

const BodySchema = v.object({value: v.array(RowSchema), '@odata.nextLink': v.optional(v.string())});

/** Undefined where there are too many rows, or groups, for one answer. Throws as `Connection.get`. */
export async function askGroups(connection: Connection, fields: Fields, {condition, by, time}: Grouping, span: Span): Promise<Group[] | undefined> {
	const all = allOf([condition, span === 'none' ? compare(time.name, 'eq', 'null') : within(time, span.from, span.to)]);
	const filter = filterText(all);
	const names = by.map(({name}) => name);
	const counts = `aggregate($count as sync_count,${time.name} with min as sync_first,${time.name} with max as sync_last)`;
	const grouped = names.length === 0 ? counts : `groupby((${names.join(',')}),${counts})`;
	try {
		const body = v.safeParse(BodySchema, await connection.get(fields.table.entitySet, {$apply: filter === undefined ? grouped : `filter(${filter})/${grouped}`}));
		if (!body.success) {
			throw new ProblemError('unavailable', 'an answer of Dataverse is not a list of groups');
		}

		return body.output['@odata.nextLink'] === undefined ? body.output.value.flatMap(row => groupOf(row)) : undefined;
	} catch (error) {
		if (isTooManyRows(error)) {
			return undefined;
		}

		throw error;
	}
}

function groupOf(row: Row): Group[] {
	const {sync_count: count} = row;
	return typeof count === 'number' && Number.isSafeInteger(count) && count > 0
		? [{row, count, first: timeOf(row, {name: 'sync_first'}), last: timeOf(row, {name: 'sync_last'})}]
		: [];
}

/** Groups of the same values in several answers are one. */
export function mergeGroups(parts: readonly Group[], by: readonly Column[]): Group[] {
	const groups = new Map<string, Group>();
	for (const part of parts) {
		const key = JSON.stringify(by.map(({name}) => part.row[name] ?? null));
		const known = groups.get(key);
		groups.set(key, known === undefined
			? part
			: {
				row: part.row, count: known.count + part.count,
				first: earlier(known.first, part.first), last: later(known.last, part.last),
			});
	}

	return groups.values().toArray();
}

/** The earlier of two times in one notation; of one that is missing, the other. */
function earlier(one: string | null, other: string | null): string | null {
	return one === null || (other !== null && other < one) ? other : one;
}

function later(one: string | null, other: string | null): string | null {
	return one === null || (other !== null && other > one) ? other : one;
}

/** A count of which rows are missing is a lower bound. */
export function quality(value: number, isComplete: boolean): Count {
	return isComplete ? value : {value, quality: 'at-least'};
}
