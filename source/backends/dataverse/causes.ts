import type {Cause, ErrorCauses, SyncError} from '../../contract/errors.ts';
import type {ErrorCausesQuery} from '../../contract/queries.ts';
import {groupByCause} from '../../domain/cause/group-by-cause.ts';
import {maskMessage} from '../../domain/cause/mask-message.ts';
import {quality, type Group} from './groups.ts';
import {groupingBy, type Asking} from './asking.ts';
import {allOf, type Condition} from './condition.ts';
import type {Fields} from './fields.ts';
import {readPage} from './read-page.ts';
import {isRefusedGrouping} from './refusal.ts';
import {directionOf, syncErrorOf, wordOf, wordsFor} from './rows.ts';
import {errorsWithin, within} from './scope.ts';

const hour = 3_600_000;
const trendHours = 24;

/** The most of one page of Dataverse. */
const maxRows = 5000;

/**
What the errors have in common, the most frequent first; `now` in ms UTC. The service counts them by message, and messages that say the same are brought
together here. Where it can't group by messages, the newest 5,000 errors are read, and say "at least" if there are more.
*/
export async function readCauses(asking: Asking, {limit, ...filter}: ErrorCausesQuery, now: number): Promise<ErrorCauses> {
	const {fields, aggregate} = asking;
	const {object, operation, direction, code, message, failedAt} = fields;
	const condition = errorsWithin(fields, filter);
	try {
		const columns = groupingBy([object, operation, direction, code]);
		const by = [...columns, ...(message === undefined || columns.some(({name}) => name === message.name) ? [] : [message])];
		const {groups, isComplete} = await aggregate({condition, by, time: failedAt});
		const causes = causesOf(groups, fields);
		const trends = await readTrends(asking, condition, now);
		return {
			causes: causes.slice(0, limit).map(({count, key, ...cause}) => ({...cause, count: quality(count, isComplete), trend: trends?.(key) ?? null})),
			total: quality(causes.length, isComplete),
		};
	} catch (error) {
		if (!isRefusedGrouping(error)) {
			throw error;
		}

		const {errors, isComplete} = await readNewest(asking, condition);
		const causes = groupByCause(errors, now);
		return {
			causes: causes.slice(0, limit).map(cause => typeof cause.count === 'number' ? {...cause, count: quality(cause.count, isComplete)} : cause),
			total: quality(causes.length, isComplete),
		};
	}
}

type Counted = Omit<Cause, 'count'> & {readonly key: string; readonly count: number};

function causesOf(groups: readonly Group[], fields: Fields): Counted[] {
	const {object, operation, direction, code, message} = fields;
	const causes = new Map<string, Counted>();
	for (const {row, count, first, last} of groups) {
		const text = wordsFor(row, message);
		const said = {object: wordOf(row, object), operation: wordOf(row, operation), direction: directionOf(row, direction), code: wordOf(row, code), pattern: maskMessage(text)};
		const key = keyOf(said);
		const known = causes.get(key);
		const isNewer = known === undefined || (last ?? '') > (known.lastSeenAt ?? '');
		causes.set(key, {
			...said, key,
			message: isNewer ? text : known.message,
			count: count + (known?.count ?? 0),
			firstSeenAt: known?.firstSeenAt !== undefined && (known.firstSeenAt ?? '') < (first ?? '') ? known.firstSeenAt : first,
			lastSeenAt: isNewer ? last : known.lastSeenAt,
		});
	}

	return causes.values().toArray().toSorted((a, b) => a.count === b.count ? ((b.lastSeenAt ?? '') < (a.lastSeenAt ?? '') ? -1 : 1) : b.count - a.count);
}

/** From the rows of the last day, if they are one page; undefined otherwise. */
async function readTrends(asking: Asking, condition: Condition, now: number): Promise<((key: string) => NonNullable<Cause['trend']>) | undefined> {
	const trendFrom = (Math.floor(now / hour) - trendHours + 1) * hour;
	const {errors, isComplete} = await readNewest(asking, allOf([condition, within(asking.fields.failedAt, trendFrom, undefined)]));
	if (!isComplete) {
		return undefined;
	}

	const from = new Date(trendFrom).toISOString();
	const trends = new Map(groupByCause(errors, now).map(cause => [keyOf(cause), cause.trend]));
	return key => trends.get(key) ?? {from, hours: Array.from({length: trendHours}, () => 0)};
}

async function readNewest({connection, fields, linkOf}: Asking, condition: Condition): Promise<{errors: SyncError[]; isComplete: boolean}> {
	const {rows, next} = await readPage(connection, fields, {condition, orderBy: `${fields.failedAt.name} desc`, limit: maxRows});
	return {errors: rows.map(row => syncErrorOf(row, fields, linkOf)), isComplete: next === undefined};
}

function keyOf({object, operation, direction, code, pattern}: Pick<Cause, 'object' | 'operation' | 'direction' | 'code' | 'pattern'>): string {
	return JSON.stringify([object, operation, direction, code, pattern]);
}
