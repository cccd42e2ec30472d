/** The same questions without the index, on the same file, and what the index takes there. */
import {DatabaseSync} from 'node:sqlite';
import type {Client} from './errors-client.ts';
import {plantedWords} from './errors-data.ts';
import {targetOf} from './errors-query.ts';
import {pageSize} from './errors-questions.ts';
import {atLeast, median, type Figure} from './figures.ts';

/** The one column in which the words are: LIKE over all that is searched would take longer. */
const like = 'SELECT error_id FROM error WHERE state = \'open\' AND message LIKE ? ORDER BY position DESC LIMIT 101';

/** A rare word's first page over HTTP against LIKE in this process, in turns. */
export async function measureLike(client: Client, file: string, rounds: number): Promise<Figure[]> {
	using database = open(file);
	const statement = database.prepare(like);
	const figures: Figure[] = [];
	for (const [word, times] of Object.entries(plantedWords)) {
		const slow: number[] = [];
		const fast: number[] = [];
		for (let round = 0; round < rounds; round++) {
			const startedAt = performance.now();
			const found = statement.all(`%${word}%`).length;
			slow.push(performance.now() - startedAt);
			if (found !== Math.min(101, times)) {
				throw new Error(`LIKE found "${word}" ${found} times.`);
			}

			const {ms} = await client.ask(targetOf({text: `q=${word}`}, {limit: pageSize})); // eslint-disable-line no-await-in-loop -- in turns
			fast.push(ms);
		}

		const ratio = median(slow) / median(fast);
		figures.push({
			name: `LIKE / search, a word of ${times}: ${median(slow).toFixed(0)} ms / ${median(fast).toFixed(2)} ms`,
			// Of a word that fills the page, LIKE reads a part of the table: that one is shown beside the others.
			value: `${ratio.toFixed(0)}×`, ...(times < pageSize && {target: atLeast(ratio, 100, '×')}),
		});
	}

	return figures;
}

/** Bytes a row of all tables and indexes that have to do with errors. */
export function measureBytes(file: string, rows: number): Figure[] {
	using database = open(file);
	const sizes = database.prepare('SELECT name, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE').all()
		.map(({name, bytes}) => ({name: String(name), bytes: Number(bytes)}))
		.filter(({name}) => name.includes('error'))
		.toSorted((a, b) => b.bytes - a.bytes);
	const search = sizes.filter(({name}) => name.startsWith('error_search'));
	const perRow = (list: typeof sizes) => list.reduce((sum, {bytes}) => sum + bytes, 0) / rows;
	return [
		{name: 'bytes a row: index of words (error_search)', value: perRow(search).toFixed(0)},
		...sizes.filter(one => !search.includes(one) && one.bytes / rows >= 1).map(one => ({name: `  ${one.name}`, value: perRow([one]).toFixed(0)})),
	];
}

/** With the cache that the ledger has, so that both read from memory what fits there. */
function open(file: string): DatabaseSync {
	const database = new DatabaseSync(file, {readOnly: true});
	database.exec('PRAGMA cache_size = -65536');
	return database;
}
