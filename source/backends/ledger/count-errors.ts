/** How many errors a filter lets through. */
import type {Count} from '../../contract/common.ts';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import type {Match} from './error-match.ts';
import {findAmongFew} from './find-places.ts';
import {matchingOf} from './matching.ts';
import {inSlices, newestFrom} from './slices.ts';
import {sql} from './sql.ts';

/** Totals are exact to here where they have to be counted and nobody asked for more. */
export const maxCounted = 10_000;

/** Where nobody asked for more, so many of the newest errors are looked at; fewer where each would have to be read. */
const lookedAt = 10_240;
const read = 4096;

/** As well as it can be told at once, and the same each time. `match` undefined: nothing is let through; `known`: so many have been found. */
export function quickTotal(database: Database, match: Match | undefined, known = 0): Count {
	if (match === undefined || match.isCounted) {
		return match?.atMost ?? 0;
	}

	const few = findAmongFew(database, match, {isDescending: true, limit: maxCounted + 1});
	const from = few === undefined ? newestFrom(database, match, match.texts.text === 'TRUE' ? lookedAt : read) : match.from;
	const count = few?.length ?? countNewest(database, match, from);
	return from === match.from && count <= maxCounted ? count : {value: Math.max(known, Math.min(count, maxCounted)), quality: 'at-least'};
}

/** From a position on, as far as is told. */
function countNewest(database: Database, match: Match, from: number): number {
	const {text, values} = matchingOf(match);
	const row = database.statement(sql('count-newest', {matching: text})).get({...values({from, to: match.to}), limit: maxCounted + 1});
	return numberOf(row ?? {}, 'count');
}

/** Exactly, however long it takes; others have their turn meanwhile. */
export async function exactTotal(database: Database, match: Match | undefined): Promise<number> {
	if (match === undefined || match.isCounted) {
		return match?.atMost ?? 0;
	}

	const {text, values} = matchingOf(match);
	const question = sql('count-matching', {matching: text});
	let total = 0;
	await inSlices(database, match, {isDescending: true, isPerError: true, budget: Infinity}, slice => {
		total += numberOf(database.statement(question).get(values(slice)) ?? {}, 'count');
		return true;
	});
	return total;
}
