/** From version 1 of the schema, whose errors had neither places in time nor an index of words. */
import {textOf, textOrNull, numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {createDictionary} from './error-dictionary.ts';
import {placeFinder} from './error-position.ts';
import {createWordsWriter} from './error-words.ts';
import {sql} from './sql.ts';

/** How many errors' words and messages are kept in memory at a time. */
const batch = 10_000;

/** Within the transaction of the caller; foreign keys must not be enforced yet. `now` in ms UTC. */
export function upgradeFrom1(database: Database, now: number): void {
	database.script(sql('upgrade-1'));
	database.script(sql('schema-errors'));
	database.statement(sql('upgrade-1-changes')).run(now);
	database.script(sql('schema-retries'));
	let dictionary = createDictionary(database);
	const findPlace = placeFinder(database);
	let words = createWordsWriter(database);
	let gathered = 0;
	for (const error of database.statement(sql('upgrade-1-errors')).iterate()) {
		const position = findPlace(numberOf(error, 'occurred_at'));
		database.statement(sql('upgrade-1-move')).run(position, numberOf(error, 'error_id'));
		if (textOf(error, 'state') === 'open') {
			const values = {
				object: textOf(error, 'object'), operation: textOf(error, 'operation'), direction: textOf(error, 'direction'), code: textOf(error, 'code'),
			};
			database.statement(sql('list-error')).run(position, dictionary.causeOf(values, textOrNull(error, 'message')));
			words.add(position, {...dictionary.tokensOf(values), text: textOf(error, 'search').replaceAll('\0', '\u{FFFD}')});
		}

		gathered++;
		if (gathered % batch !== 0) {
			continue;
		}

		words.write();
		words = createWordsWriter(database);
		dictionary = createDictionary(database);
	}

	words.write();
	database.script(sql('upgrade-1-end'));
}
