/** How many errors a filter lets through. */
import type {Count} from '../../../contract/common.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {maxCounted} from '../count-errors.ts';
import {createParameters, type Matching} from './error-where.ts';
import {within} from './list-errors.ts';
import {walkBack, type Span} from './walk-back.ts';

/** ms, where nobody asked for more than can be told at once. */
const patience = 250;

/** Exactly where it is known or asked for; otherwise the newest are counted, up to `maxCounted`. `now` in ms UTC. */
export async function countErrors(client: Pick<PostgresClient, 'query'>, matching: Matching | undefined, {isExact, now}: {isExact: boolean; now: number}): Promise<Count> {
	if (matching === undefined) {
		return 0;
	}

	const {where} = matching;
	if (where.isOfCauses) {
		const parameters = createParameters();
		const [row] = await client.query(`SELECT coalesce(sum(open), 0) AS count FROM cause_count JOIN cause USING (cause_id) WHERE ${where.causes(parameters, 'cause')}`, parameters.values);
		return Number(row?.count);
	}

	if (isExact) {
		return countIn(client, matching);
	}

	let count = 0;
	const countedFrom = await walkBack(client, {from: where.from, to: where.to, now, patience}, async span => {
		count += await countIn(client, matching, {span, limit: maxCounted + 1 - count});
		return count <= maxCounted;
	});
	return countedFrom === undefined && count <= maxCounted ? count : {value: Math.min(count, maxCounted), quality: 'at-least'};
}

async function countIn(client: Pick<PostgresClient, 'query'>, matching: Matching, part?: {readonly span: Span; readonly limit: number}): Promise<number> {
	const parameters = createParameters();
	const matches = matching.errors(parameters);
	const from = part === undefined ? `error WHERE ${matches}` : `(SELECT 1 FROM error WHERE ${matches} AND ${within(parameters, part.span)} LIMIT ${part.limit}) AS found`;
	const [row] = await client.query(`SELECT count(*) AS count FROM ${from}`, parameters.values);
	return Number(row?.count);
}
