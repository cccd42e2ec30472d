/** The index of words, written at the end of a batch: out of order, SQLite would flush what it has gathered with each row. */
import type {Database} from './database.ts';
import type {DimensionValues} from './error-dictionary.ts';
import {stretchTokens} from './search-stretches.ts';
import {sql} from './sql.ts';

/** What the index is told of an error: `text` as error.search has it, the dimensions as their tokens. */
export type Words = DimensionValues & {readonly text: string};

export type WordsWriter = {
	add(position: number, words: Words): void;
	remove(position: number): void;
	/** Writes it all. */
	write(): void;
};

export function createWordsWriter(database: Database): WordsWriter {
	const added = new Map<number, Words>();
	const removed = new Set<number>();
	return {
		add(position, words) {
			added.set(position, words);
		},
		remove(position) {
			if (!added.delete(position)) {
				removed.add(position);
			}
		},
		write() {
			for (const position of [...removed].toSorted(ascending)) {
				database.statement(sql('remove-words')).run(position);
			}

			if (removed.size > 0) {
				database.statement(sql('count-removed-words')).run(String(removed.size));
			}

			for (const [position, words] of [...added].toSorted(([a], [b]) => ascending(a, b))) {
				database.statement(sql('add-words')).run({position, ...words, ...stretchTokens(position)});
			}
		},
	};
}

const ascending = (a: number, b: number): number => a - b;
