/** Errors in the order of an index: along it, and each row looked at whether it passes the filter. */
import {setImmediate} from 'node:timers/promises';
import {numberOf, textOf, type Row} from './columns.ts';
import type {Database} from './database.ts';
import type {Match} from './error-match.ts';
import type {Place} from './error-sort.ts';
import {sql} from './sql.ts';
import type {Wanted} from './walk-values.ts';

/** In rows: no more are read without others having had their turn. */
const maxChunk = 4000;

/** At most `limit` of what passes the filter, after `after`; undefined where they aren't found within `budget` rows. */
export async function walkIndex(
	database: Database, match: Match, column: {readonly key: string; readonly index: string}, {after, isDescending, limit, budget}: Wanted & {readonly budget: number},
): Promise<Place[] | undefined> {
	const next = chunkReader(database, match, column, isDescending);
	const places: Place[] = [];
	let last = after;
	let chunk = Math.min(limit, maxChunk);
	// Equals of the last one come first; an index can't be told to go on from the middle of them and beyond in one question.
	let isAmongEquals = after !== undefined;
	for (let read = 0; read < budget;) {
		const rows = next(isAmongEquals, last, chunk);
		for (const row of rows) {
			last = placeOf(row);
			if (row.passes === 1) {
				places.push(last);
			}

			if (places.length === limit) {
				return places;
			}
		}

		if (rows.length < chunk && !isAmongEquals) {
			return places;
		}

		read += rows.length;
		isAmongEquals = rows.length === chunk;
		if (!isAmongEquals) {
			continue;
		}

		chunk = Math.min(maxChunk, chunk * 4);
		await setImmediate(); // eslint-disable-line no-await-in-loop -- the turn of others
	}

	return undefined;
}

function chunkReader(database: Database, match: Match, {key, index}: {readonly key: string; readonly index: string}, isDescending: boolean) {
	const {row: {text, values}, from, to} = match;
	const than = isDescending ? '<' : '>';
	const parts = {
		key, index, order: isDescending ? 'DESC' : 'ASC', passes: `(position >= CAST(:from AS INTEGER) AND position < CAST(:to AS INTEGER) AND ${text})`,
	};
	return (isAmongEquals: boolean, last: Place | undefined, limit: number): Row[] => {
		const bound = {...values, from, to, limit};
		if (last === undefined) {
			return database.statement(sql('sorted-beyond', {...parts, beyond: 'TRUE'})).all(bound);
		}

		return isAmongEquals
			? database.statement(sql('sorted-ties', {...parts, beyond: than})).all({...bound, key: last[0], position: last[1]})
			: database.statement(sql('sorted-beyond', {...parts, beyond: `${key} ${than} :key`})).all({...bound, key: last[0]});
	};
}

/** From a row of `sorted_by` and `position`. */
export function placeOf(row: Row): Place {
	return [typeof row.sorted_by === 'number' ? row.sorted_by : textOf(row, 'sorted_by'), numberOf(row, 'position')];
}
