/** Errors in any order: all that pass the filter are looked up, and the first of them kept. */
import {setImmediate} from 'node:timers/promises';
import type {Database} from './database.ts';
import type {Match} from './error-match.ts';
import {comparePlaces, type Place} from './error-sort.ts';
import {findPlaces} from './find-places.ts';
import {sql} from './sql.ts';
import {placeOf} from './walk-index.ts';
import type {Wanted} from './walk-values.ts';

/** How many errors are looked up in one go: some 20 ms. */
const chunk = 5000;

/** SQL: what is compared, and where it stands (error-sort.ts). */
type Sorting = {readonly key: string; readonly joined: string};

/** At most `limit` of what passes the filter, after `after`. */
export async function gatherSorted(database: Database, match: Match, {key, joined}: Sorting, {after, isDescending, limit}: Wanted): Promise<Place[]> {
	const question = sql('first-of-places', {
		key, joined, order: isDescending ? 'DESC' : 'ASC', beyond: isDescending ? '<' : '>',
	});
	const [afterKey, afterPosition] = after ?? [0, 0];
	let first: Place[] = [];
	let {from}: {from: number | undefined} = match;
	while (from !== undefined) {
		const {found}: {found: readonly number[]} = await findPlaces(database, {...match, from}, {isDescending: false, limit: chunk}); // eslint-disable-line no-await-in-loop -- chunk by chunk
		const rows = database.statement(question).all({
			positions: JSON.stringify(found), isFirst: after === undefined ? 1 : 0, key: afterKey, position: afterPosition, limit,
		});
		const places = [...first, ...rows.map(row => placeOf(row))];
		first = places.toSorted((a, b) => comparePlaces(a, b) * (isDescending ? -1 : 1)).slice(0, limit);
		from = found.length < chunk ? undefined : (found.at(-1) ?? 0) + 1;
		await setImmediate(); // eslint-disable-line no-await-in-loop -- the turn of others
	}

	return first;
}
