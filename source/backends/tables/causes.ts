import type {Count} from '../../contract/common.ts';
import type {Cause, ErrorCauses} from '../../contract/errors.ts';
import type {ErrorCausesQuery} from '../../contract/queries.ts';
import {maskMessage} from '../../domain/cause/mask-message.ts';
import type {Asking} from './asking.ts';
import type {ChangeRows} from './change-rows.ts';
import type {TableRow} from './connect/table-database.ts';
import {errorsWhere} from './error-where.ts';
import {join, raw, sql, type Fragment} from './fragment.ts';
import {counted, directionOf, maxText, momentOf, nameOf, textOf, timeText} from './read-row.ts';

const hour = 3_600_000;
const trendHours = 24;

/** Messages that the database tells apart, the most frequent; beyond them, counts are "at least". */
const maxGroups = 20_000;

/** Of a message, in characters: what makes its pattern stands in the first of them. */
const compared = 500;

const dimensions = ['object', 'operation', 'direction', 'code'] as const;

type Counting = Pick<Cause, 'object' | 'operation' | 'direction' | 'code' | 'pattern' | 'message'> & {count: number; first: number; last: number};

/** What errors have in common, the most frequent first: the database counts them by message, messages that say the same are brought together here. `now` in ms UTC. */
export async function readCauses(asking: Asking, rows: ChangeRows, {limit, ...filter}: ErrorCausesQuery, now: number): Promise<ErrorCauses> {
	const trendFrom = (Math.floor(now / hour) - trendHours + 1) * hour;
	const trendTo = trendFrom + (trendHours * hour);
	const all = errorsWhere(rows, filter);
	const recent = errorsWhere(rows, {...filter, from: Math.max(filter.from ?? -Infinity, trendFrom), to: Math.min(filter.to ?? Infinity, trendTo)});
	if (all === undefined || recent === undefined) {
		return {causes: [], total: 0};
	}

	const [groups, hours] = await Promise.all([asking.ask(messageGroups(rows, all), 'failed'), asking.ask(messageHours(rows, recent), 'failed')]);
	const isWhole = groups.length <= maxGroups;
	const trends = hours.length <= maxGroups ? trendsOf(rows, hours, trendFrom) : undefined;
	const causes = causesOf(rows, groups).toSorted(([, a], [, b]) => a.count === b.count ? b.last - a.last : b.count - a.count);
	const quality = (value: number): Count => isWhole ? value : {value, quality: 'at-least'};
	return {
		causes: causes.slice(0, limit).map(([key, {count, first, last, ...cause}]) => ({
			...cause,
			count: quality(count),
			firstSeenAt: timeText(first),
			lastSeenAt: timeText(last),
			trend: trends === undefined ? null : {from: timeText(trendFrom), hours: trends.get(key) ?? noTrend()},
		})),
		total: quality(causes.length),
	};
}

export function messageGroups(rows: ChangeRows, where: Fragment): Fragment {
	const {columns, by} = grouping(rows);
	return sql`
		SELECT ${columns}, count(*) AS count, min(change_row.occurred) AS first, max(change_row.occurred) AS last
				FROM ${rows.from} WHERE ${where} GROUP BY ${by} ORDER BY count(*) DESC, max(change_row.occurred) DESC LIMIT ${raw(String(maxGroups + 1))}
	`;
}

/** By quarter hours, as the hours of a clock with another offset begin between those of UTC. */
function messageHours(rows: ChangeRows, where: Fragment): Fragment {
	const {columns, by} = grouping(rows);
	return sql`
		SELECT grouped.*, count(*) AS count FROM (
				SELECT ${columns}, ${rows.dialect.divided(raw('change_row.occurred'), quarter)} AS quarter FROM ${rows.from} WHERE ${where}
			) AS grouped GROUP BY ${raw(`${by.texts.join('').replaceAll('change_row.', 'grouped.')}, quarter`)} LIMIT ${raw(String(maxGroups + 1))}
	`;
}

const quarter = 900_000;

function grouping({dialect}: ChangeRows): {columns: Fragment; by: Fragment} {
	const texts = [...dimensions.map(name => sql`${dialect.left(raw(`change_row.${name}`), maxText)} AS ${raw(name)}`), sql`${dialect.left(raw('change_row.message'), compared)} AS message`];
	return {columns: join(texts, ', '), by: raw([...dimensions, 'message'].map(name => `change_row.${name}`).join(', '))};
}

function causesOf(rows: ChangeRows, groups: readonly TableRow[]): Array<[key: string, cause: Counting]> {
	const causes = new Map<string, Counting>();
	for (const row of groups) {
		const [first, last] = [momentOf(row, 'first', rows.occurredZone) ?? 0, momentOf(row, 'last', rows.occurredZone) ?? 0];
		const {key, ...said} = causeOf(row);
		const known = causes.get(key);
		causes.set(key, {
			...said,
			message: known === undefined || last > known.last ? said.message : known.message,
			count: counted(row) + (known?.count ?? 0),
			first: Math.min(first, known?.first ?? Infinity),
			last: Math.max(last, known?.last ?? -Infinity),
		});
	}

	return [...causes];
}

function trendsOf(rows: ChangeRows, found: readonly TableRow[], from: number): Map<string, number[]> {
	const trends = new Map<string, number[]>();
	for (const row of found) {
		const at = momentOf({at: counted(row, 'quarter') * quarter}, 'at', rows.occurredZone) ?? 0;
		const {key} = causeOf(row);
		const hours = trends.get(key) ?? noTrend();
		const index = Math.floor((at - from) / hour);
		hours[index] = (hours[index] ?? 0) + counted(row);
		trends.set(key, hours);
	}

	return trends;
}

function causeOf(row: TableRow): Pick<Cause, 'object' | 'operation' | 'direction' | 'code' | 'pattern' | 'message'> & {key: string} {
	const message = textOf(row, 'message');
	const code = textOf(row, 'code');
	const said = {object: nameOf(row, 'object'), operation: textOf(row, 'operation'), direction: directionOf(row), code: code === '' ? null : code, pattern: maskMessage(message)};
	return {...said, message, key: JSON.stringify(Object.values(said))};
}

function noTrend(): number[] {
	return Array.from({length: trendHours}, () => 0);
}
