import type {ErrorCauses} from '../../contract/errors.ts';
import type {ErrorCausesQuery} from '../../contract/queries.ts';
import {numberOf} from './columns.ts';
import {countCauses, type CauseCount} from './count-causes.ts';
import type {Database} from './database.ts';
import {resolveFilter, type Match} from './error-match.ts';
import {placesPerMs, positionAt, timeAt} from './error-position.ts';
import {matchingOf} from './matching.ts';
import {messagesAt} from './messages-at.ts';
import {inSlices} from './slices.ts';
import {sql} from './sql.ts';

const hour = 3_600_000;
const trendHours = 24;

/** What the errors that the filter lets through have in common, the most frequent first; `now` in ms UTC: its hour is the last of each trend. */
export async function readErrorCauses(database: Database, {limit, ...filter}: ErrorCausesQuery, now: number): Promise<ErrorCauses> {
	const match = resolveFilter(database, filter);
	const causes = await countCauses(database, match);
	const trendFrom = (Math.floor(now / hour) - trendHours + 1) * hour;
	const trends = match === undefined ? undefined : await readTrends(database, match, trendFrom);
	const listed = causes.slice(0, limit);
	const messages = messagesAt(database, listed.map(({newest}) => newest));
	const causeOf = ({id, object, operation, direction, code, pattern, count, newest, oldest}: CauseCount) => ({
		object,
		operation,
		direction: direction === 'outbound' ? 'outbound' as const : 'inbound' as const,
		code: code === '' ? null : code,
		pattern,
		message: messages.get(newest) ?? null,
		count,
		firstSeenAt: timeText(timeAt(oldest)),
		lastSeenAt: timeText(timeAt(newest)),
		trend: {from: timeText(trendFrom), hours: trends?.get(id) ?? noTrend()},
	});
	return {causes: listed.map(cause => causeOf(cause)), total: causes.length};
}

/** Errors per hour of each cause that has any in these hours. */
async function readTrends(database: Database, match: Match, from: number): Promise<Map<number, number[]>> {
	const start = positionAt(from);
	const width = hour * placesPerMs;
	const span = {from: Math.max(match.from, start), to: Math.min(match.to, start + trendHours * width)};
	const {text, values} = matchingOf(match, true);
	const question = sql('count-matching-by-hour', {matching: text});
	const trends = new Map<number, number[]>();
	await inSlices(database, span, {isDescending: true, isPerError: true, budget: Infinity}, slice => {
		for (const row of database.statement(question).all({...values(slice), start, width})) {
			const id = numberOf(row, 'cause_id');
			const hours = trends.get(id) ?? noTrend();
			const at = numberOf(row, 'hour');
			hours[at] = (hours[at] ?? 0) + numberOf(row, 'count');
			trends.set(id, hours);
		}

		return true;
	});
	return trends;
}

function noTrend(): number[] {
	return Array.from({length: trendHours}, () => 0);
}

function timeText(ms: number): string {
	return new Date(ms).toISOString();
}
