/**
Counts of rows by groups, made by the service (`$apply`). Dataverse refuses to aggregate over more than 50,000 rows; the rows are divided by time then,
until each part is allowed. Its `$count` isn't used for that: it ends at 5,000 and knows no groups.
https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data
*/
import {allOf, compare} from './condition.ts';
import type {Connection} from './connection.ts';
import type {Fields} from './fields.ts';
import {askGroups, mergeGroups, type Group, type Grouping, type Groups, type Span} from './groups.ts';
import {readFirst} from './read-page.ts';
import {timeOf} from './rows.ts';
import {within} from './scope.ts';

/** Enough for more than a million rows that are spread evenly, and no burden. */
const maxRequests = 48;

/** How many questions are remembered as divided, and for how long, in ms: what waits may become less, and one answer would do again. */
const maxDivisions = 100;
const dividedFor = 10 * 60_000;

/** Dataverse's times have seconds. In ms. */
const finest = 1000;

export type Aggregator = (question: Grouping) => Promise<Groups>;

/** Remembers for a while how a question had to be divided, so that the next time begins there. */
export function createAggregator(connection: Connection, fields: Fields): Aggregator {
	const divisions = new Map<string, {readonly spans: readonly Span[]; readonly until: number}>();
	return async question => {
		if (question.condition === false) {
			return {groups: [], isComplete: true};
		}

		const key = JSON.stringify(question.condition);
		const known = divisions.get(key);
		const division = known !== undefined && known.until > performance.now() ? known : {spans: [{from: undefined, to: undefined}], until: performance.now() + dividedFor};
		const {parts, spans, isComplete} = await gather(connection, fields, question, division.spans);
		divisions.delete(key);
		if (spans.length > 1) {
			divisions.set(key, {spans, until: division.until});
			for (const oldest of divisions.keys().take(Math.max(0, divisions.size - maxDivisions))) {
				divisions.delete(oldest);
			}
		}

		return {groups: mergeGroups(parts, question.by), isComplete};
	};
}

type Gathered = {readonly parts: Group[]; readonly spans: Span[]; readonly isComplete: boolean};

async function gather(connection: Connection, fields: Fields, question: Grouping, division: readonly Span[]): Promise<Gathered> {
	const parts: Group[] = [];
	const spans: Span[] = [];
	let open = division;
	let isComplete = true;
	for (let left = maxRequests; open.length > 0;) {
		const round = open.slice(0, left);
		// The rest is unknown this time; it stays divided as it is, for the next.
		isComplete &&= round.length === open.length;
		spans.push(...open.slice(left));
		left -= round.length;
		// eslint-disable-next-line no-await-in-loop -- its answers say what has to be divided
		const answers = await Promise.all(round.map(async span => {
			const groups = await askGroups(connection, fields, question, span);
			return groups === undefined ? {span, halves: await halve(connection, fields, question, span)} : {span, groups};
		}));
		for (const {span, groups} of answers) {
			parts.push(...groups ?? []);
			spans.push(...(groups === undefined ? [] : [span]));
		}

		const divided = answers.flatMap(({halves}) => halves === undefined ? [] : [halves]);
		isComplete &&= divided.every(halves => halves.length > 0);
		open = divided.flat();
	}

	return {parts, spans, isComplete};
}

/** In the middle of what it holds now; its ends stay open, so that what comes later is in one of them. None where it can't be divided any more. */
async function halve(connection: Connection, fields: Fields, {condition, time}: Grouping, span: Span): Promise<Span[]> {
	if (span === 'none') {
		return [];
	}

	const {from, to} = span;
	const edge = async (direction: 'asc' | 'desc') => {
		const row = await readFirst(connection, fields, allOf([condition, within(time, from, to), compare(time.name, 'ne', 'null')]), `${time.name} ${direction}`, [time.name]);
		return Date.parse(timeOf(row ?? {}, time) ?? '');
	};

	const [first, last] = await Promise.all([from ?? edge('asc'), to ?? edge('desc')]);
	const middle = first + (Math.ceil((last - first) / 2 / finest) * finest);
	if (!(middle > first && (to === undefined ? middle <= last : middle < last))) {
		return [];
	}

	const isWhole = from === undefined && to === undefined;
	return [{from, to: middle}, {from: middle, to}, ...(isWhole ? ['none' as const] : [])];
}
