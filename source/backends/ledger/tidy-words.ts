/** Takes back the room of the errors that left the index of words, slice by slice. Until then a search steps over what is left of each of them. */
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** Pages of the index that are written in a slice, if nothing in it is to go: some 15 ms of work, in which nobody else is answered. */
const slice = 64;
/** Fewer removed errors than this are not worth the work. */
const least = 5000;

/** Does a slice, where as many errors left as are in the index, or more. Returns whether there is more to do. */
export type TidyWords = () => boolean;

export function createTidyWords(database: Database): TidyWords {
	/** Pages per slice, of the work under way. */
	let pages = 0;
	return () => database.transaction(() => {
		if (pages > 0) {
			pages = mergeWords(database, pages) ? pages : 0;
			return pages > 0;
		}

		const words = database.statement(sql('removed-words')).get() ?? {};
		const [removed, open] = [numberOf(words, 'removed'), numberOf(words, 'open')];
		if (removed < Math.max(least, open)) {
			return false;
		}

		database.statement(sql('set-setting')).run('wordsRemoved', '0');
		if (open === 0) {
			database.statement(sql('clear-words')).run();
			return false;
		}

		// What is to go is read too, and fills no pages.
		pages = Math.max(1, Math.floor(slice * open / (open + removed)));
		mergeWords(database, -pages);
		return true;
	});
}

/** False where nothing was left to do: SQLite counts its own note of the command as one change. */
function mergeWords(database: Database, pages: number): boolean {
	const changes = () => numberOf(database.statement(sql('total-changes')).get() ?? {}, 'changes');
	const before = changes();
	database.statement(sql('merge-words')).run(pages);
	return changes() - before > 1;
}
