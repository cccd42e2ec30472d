/** Errors by cause, and per value: both are made from how many of each cause there are. */
import type {ErrorCauses, ErrorFacets} from '../../../contract/errors.ts';
import type {ErrorCausesQuery, ErrorFilter} from '../../../contract/queries.ts';
import type {Postgres, PostgresClient} from '../../../databases/postgres.ts';
import {numberOf, textOf, textOrNull} from '../columns.ts';
import type {Dimension} from '../error-dictionary.ts';
import {facet} from '../error-facets.ts';
import {createParameters, matchingOf, whereOf, type Matching} from './error-where.ts';
import {within} from './list-errors.ts';
import {snapshot} from './snapshot.ts';

const hour = 3_600_000;
const trendHours = 24;

type Counted = {
	readonly id: number;
	readonly object: string;
	readonly operation: string;
	readonly direction: string;
	readonly code: string;
	readonly pattern: string;
	readonly count: number;
	/** ms UTC. */
	readonly newest: number;
	readonly oldest: number;
	/** Of the newest. */
	readonly message: string | null;
};

export async function readErrorFacets(postgres: Postgres, filter: ErrorFilter, hasTrigrams: boolean): Promise<ErrorFacets> {
	const where = whereOf(filter, hasTrigrams);
	const causes = await snapshot(postgres, async client => countCauses(client, await matchingOf(client, where)));
	const countsOf = (dimension: Dimension) => facet(causes, dimension).map(({value, count}) => ({value, count}));
	const newestFirst = causes.toSorted((a, b) => b.newest - a.newest);
	return {
		object: countsOf('object'),
		operation: countsOf('operation'),
		direction: countsOf('direction'),
		code: countsOf('code').map(({value, count}) => ({
			value: value === '' ? null : value, count, message: newestFirst.find(({code}) => code === value)?.message ?? null,
		})),
	};
}

/** `now` in ms UTC: its hour is the last of each trend. */
export async function readErrorCauses(postgres: Postgres, {limit, ...filter}: ErrorCausesQuery, hasTrigrams: boolean, now: number): Promise<ErrorCauses> {
	const where = whereOf(filter, hasTrigrams);
	const trendFrom = (Math.floor(now / hour) - trendHours + 1) * hour;
	const {causes, trends} = await snapshot(postgres, async client => {
		const matching = await matchingOf(client, where);
		return {causes: await countCauses(client, matching), trends: await readTrends(client, matching, trendFrom)};
	});
	return {
		causes: causes.slice(0, limit).map(({id, object, operation, direction, code, pattern, message, count, newest, oldest}) => ({
			object,
			operation,
			direction: direction === 'outbound' ? 'outbound' : 'inbound',
			code: code === '' ? null : code,
			pattern,
			message,
			count,
			firstSeenAt: timeText(oldest),
			lastSeenAt: timeText(newest),
			trend: {from: timeText(trendFrom), hours: trends.get(id) ?? Array.from({length: trendHours}, () => 0)},
		})),
		total: causes.length,
	};
}

/** Those that have any, the most frequent first, of those as many the newest first. */
async function countCauses(client: PostgresClient, matching: Matching | undefined): Promise<Counted[]> {
	if (matching === undefined) {
		return [];
	}

	const {where} = matching;
	const parameters = createParameters();
	const counted = where.isOfCauses
		? 'SELECT cause_id, sum(open) AS count, NULL::bigint AS newest, NULL::bigint AS oldest FROM cause_count GROUP BY cause_id HAVING sum(open) > 0'
		: `SELECT cause_id, count(*) AS count, max(occurred_at) AS newest, min(occurred_at) AS oldest FROM error WHERE ${matching.errors(parameters)} GROUP BY cause_id`;
	const rows = await client.query(`
		WITH counted AS (${counted})
		SELECT cause.*, counted.count, coalesce(counted.newest, newest.occurred_at) AS newest, coalesce(counted.oldest, oldest.occurred_at) AS oldest, newest.message
		FROM counted
		JOIN cause USING (cause_id)
		LEFT JOIN LATERAL (
			SELECT occurred_at, message FROM error
			WHERE error.cause_id = counted.cause_id AND error.state = 'open' AND (counted.newest IS NULL OR error.occurred_at = counted.newest)
			ORDER BY occurred_at DESC, error_id DESC LIMIT 1
		) AS newest ON TRUE
		LEFT JOIN LATERAL (
			SELECT occurred_at FROM error
			WHERE error.cause_id = counted.cause_id AND error.state = 'open' AND counted.oldest IS NULL
			ORDER BY occurred_at, error_id LIMIT 1
		) AS oldest ON TRUE
		WHERE ${where.isOfCauses ? where.causes(parameters, 'cause') : 'TRUE'}
		ORDER BY counted.count DESC, newest DESC`, parameters.values);
	return rows.map(row => ({
		id: numberOf(row, 'cause_id'), object: textOf(row, 'object'), operation: textOf(row, 'operation'), direction: textOf(row, 'direction'), code: textOf(row, 'code'),
		pattern: textOf(row, 'pattern'), count: numberOf(row, 'count'), newest: numberOf(row, 'newest'), oldest: numberOf(row, 'oldest'), message: textOrNull(row, 'message'),
	}));
}

/** Errors per hour of each cause that has any in these hours. */
async function readTrends(client: PostgresClient, matching: Matching | undefined, from: number): Promise<Map<number, number[]>> {
	const trends = new Map<number, number[]>();
	if (matching === undefined) {
		return trends;
	}

	const parameters = createParameters();
	const recent = `${matching.errors(parameters)} AND ${within(parameters, {from, to: from + trendHours * hour})}`;
	const rows = await client.query(`SELECT cause_id, (occurred_at - ${from}) / ${hour} AS hour, count(*) AS count FROM error WHERE ${recent} GROUP BY 1, 2`, parameters.values);
	for (const row of rows) {
		const id = numberOf(row, 'cause_id');
		const hours = trends.get(id) ?? Array.from({length: trendHours}, () => 0);
		hours[numberOf(row, 'hour')] = numberOf(row, 'count');
		trends.set(id, hours);
	}

	return trends;
}

function timeText(ms: number): string {
	return new Date(ms).toISOString();
}
