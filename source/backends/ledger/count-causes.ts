/** How many errors that a filter lets through there are per cause: what facets and groups are made from. */
import {numberOf, textOf} from './columns.ts';
import type {Database} from './database.ts';
import type {DimensionValues} from './error-dictionary.ts';
import type {Match} from './error-match.ts';
import {matchingOf} from './matching.ts';
import {inSlices} from './slices.ts';
import {sql} from './sql.ts';

export type CauseCount = DimensionValues & {
	readonly id: number;
	readonly pattern: string;
	readonly count: number;
	/** Positions of its newest and oldest error. */
	readonly newest: number;
	readonly oldest: number;
};

type Counted = Pick<CauseCount, 'count' | 'newest' | 'oldest'>;

/** Those that have any, the most frequent first, of those as many the newest first. */
export async function countCauses(database: Database, match: Match | undefined): Promise<CauseCount[]> {
	if (match === undefined) {
		return [];
	}

	const counts = match.isCounted ? undefined : await countMatching(database, match);
	const question = sql(counts === undefined ? 'causes-counted' : 'causes', {causes: match.ofCauses.text});
	return database.statement(question).all(match.ofCauses.values)
		.flatMap((row): CauseCount[] => {
			const id = numberOf(row, 'cause_id');
			const counted = counts === undefined
				? {count: numberOf(row, 'open'), newest: numberOf(row, 'newest'), oldest: numberOf(row, 'oldest')}
				: counts.get(id);
			const cause = {
				id, object: textOf(row, 'object'), operation: textOf(row, 'operation'), direction: textOf(row, 'direction'), code: textOf(row, 'code'),
				pattern: textOf(row, 'pattern'),
			};
			return counted === undefined ? [] : [{...cause, ...counted}];
		})
		.toSorted((a, b) => b.count === a.count ? b.newest - a.newest : b.count - a.count);
}

async function countMatching(database: Database, match: Match): Promise<Map<number, Counted>> {
	const {text, values} = matchingOf(match, true);
	const question = sql('count-matching-by-cause', {matching: text});
	const counts = new Map<number, Counted>();
	await inSlices(database, match, {isDescending: true, isPerError: true, budget: Infinity}, slice => {
		for (const row of database.statement(question).all(values(slice))) {
			const id = numberOf(row, 'cause_id');
			const newer = counts.get(id);
			counts.set(id, {
				count: numberOf(row, 'count') + (newer?.count ?? 0), newest: newer?.newest ?? numberOf(row, 'newest'), oldest: numberOf(row, 'oldest'),
			});
		}

		return true;
	});
	return counts;
}
