import type {ThroughputQuery} from '../../contract/queries.ts';
import {resolutions, type Bucket, type Throughput} from '../../contract/throughput.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import type {DialectSql, RawTime} from './dialects/dialect.ts';
import {allOf, raw, sql, type Fragment} from './fragment.ts';
import {counted, maxText, momentOf, nameOf, nameless, numberOf, timeText} from './read-row.ts';

/** Rows of one answer of the database; what is older is left out of the coverage then. */
const maxRows = 100_000;

const quarter = resolutions.PT15M;

/** What ended in a span of time (ms UTC), by object, state and quarter hour or longer bucket; the newest first. */
export function doneGroups(rows: ChangeRows, doneAt: RawTime, {from, to, object, width}: {from: number; to: number; object: string | undefined; width: number}): Fragment {
	const {dialect} = rows;
	const zone = rows.zoneOf(doneAt);
	const start = zone.toWall(from);
	// The first wall time of a moment is never later than that of an earlier one by more than the clocks go back.
	const conditions = [dialect.notBefore(doneAt, zone.isUtc ? start : start - hour), dialect.before(doneAt, zone.isUtc ? to : zone.toWall(to) + hour), ...ofObject(dialect, object)];
	const base = zone.isUtc ? from : 0;
	return sql`
		SELECT object, state, bucket, count(*) AS count FROM (
				SELECT ${dialect.left(raw('object'), maxText)} AS object, ${rows.has('state') ? raw('state') : dialect.constant('synced')} AS state,
					${dialect.divided(sql`(${dialect.ms(doneAt)} - ${raw(String(base))})`, zone.isUtc ? width : quarter)} AS bucket
				FROM ${rows.from} WHERE ${allOf(conditions)}
			) AS done GROUP BY object, state, bucket ORDER BY bucket DESC LIMIT ${raw(String(maxRows + 1))}
	`;
}

const hour = resolutions.PT1H;

export function ofObject(dialect: DialectSql, object: string | undefined): Fragment[] {
	if (object === undefined) {
		return [];
	}

	const isThis = sql`change_row.object = ${dialect.constant(object)}`;
	return [object === nameless ? sql`${isThis} OR change_row.object = ${''} OR change_row.object IS NULL` : isThis];
}

/** The oldest end that is known, of an object or of all, in ms. */
export function oldestDone({dialect, from}: ChangeRows, doneAt: RawTime, object: string | undefined): Fragment {
	const time = dialect.inOrder(doneAt);
	return sql`SELECT ${dialect.ms({...time, sql: raw('oldest')})} AS oldest FROM (SELECT min(${time.sql}) AS oldest FROM ${from} WHERE ${allOf(ofObject(dialect, object))}) AS known`;
}

/** `knownSince` (undefined: nothing is known) and `now` in ms UTC. */
export async function readThroughput(asking: Asking, rows: ChangeRows, doneAt: RawTime, query: ThroughputQuery, {knownSince, now}: {knownSince: number | undefined; now: number}): Promise<Throughput> {
	const {from, to, object, resolution} = query;
	const width = resolutions[resolution];
	const zone = rows.zoneOf(doneAt);
	const found = await asking.ask(doneGroups(rows, doneAt, {from, to, object, width}), 'done');
	const startOf = (row: (typeof found)[number]): number | undefined => {
		const bucket = numberOf(row, 'bucket');
		const at = bucket === undefined ? undefined : (zone.isUtc ? from + (bucket * width) : momentOf({at: bucket * quarter}, 'at', zone));
		return at === undefined || at < from || at >= to ? undefined : from + (Math.floor((at - from) / width) * width);
	};

	const isCut = found.length > maxRows;
	const cutAt = isCut ? startOf(found.at(-1) ?? {}) : undefined;
	// What is older than the oldest that is known may be gone, and of its quarter hour the part before it.
	const coveredFrom = Math.max(from, knownSince === undefined ? Infinity : -quarterOf(-knownSince), cutAt === undefined ? from : cutAt + width);
	const coveredTo = Math.min(to, quarterOf(now) + quarter);
	// Where nothing is known of failures, none is no number.
	const hasFailed = asking.rows.failed !== undefined && rows.canBe('state', 'failed');
	const buckets = new Map<string, Bucket & {synced: number; failed: number | null}>();
	for (const row of found) {
		const start = startOf(row);
		const {state} = row;
		if (start === undefined || (cutAt !== undefined && start <= cutAt) || (state !== 'synced' && state !== 'failed')) {
			continue;
		}

		const name = nameOf(row, 'object');
		const key = JSON.stringify([start, name]);
		const bucket = buckets.get(key) ?? {object: name, start: timeText(start), synced: 0, failed: hasFailed ? 0 : null};
		if (state === 'synced') {
			bucket.synced += counted(row);
		} else {
			bucket.failed = (bucket.failed ?? 0) + counted(row);
		}

		buckets.set(key, bucket);
	}

	return {
		from: timeText(from),
		to: timeText(to),
		resolution,
		coverage: coveredFrom < coveredTo ? {from: timeText(coveredFrom), to: timeText(coveredTo)} : null,
		buckets: buckets.values().toArray().toSorted((a, b) => a.object === b.object ? (a.start < b.start ? -1 : 1) : (a.object < b.object ? -1 : 1)),
	};
}

function quarterOf(ms: number): number {
	return Math.floor(ms / quarter) * quarter;
}
