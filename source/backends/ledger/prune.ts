import {numberOf} from './columns.ts';
import {createTally} from './counters.ts';
import type {Database} from './database.ts';
import {createErrorIndex} from './error-index.ts';
import {positionAt} from './error-position.ts';
import {sql} from './sql.ts';

/**
Forgets at most `limit` changes: those whose open error occurred before `before` (ms UTC), and those that ended before it, with what is known of
their errors. What waits or is being retried stays. Returns how many; fewer than `limit`: there are no more.
*/
export function prune(database: Database, before: number, limit: number): number {
	return database.transaction(() => {
		const tally = createTally(database);
		const errors = createErrorIndex(database, tally);
		const inError = database.statement(sql('old-errors')).all({end: positionAt(before), limit});
		const ended = database.statement(sql('old-changes')).all({before, limit: limit - inError.length});
		for (const row of [...inError, ...ended]) {
			const id = numberOf(row, 'change_id');
			errors.forgetError(id);
			database.statement(sql('forget-change')).run(id);
		}

		errors.write();
		tally.write();
		return inError.length + ended.length;
	});
}
