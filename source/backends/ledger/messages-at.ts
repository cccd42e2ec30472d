import {numberOf, textOrNull} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** The messages of the errors at these positions, by position. */
export function messagesAt(database: Database, positions: readonly number[]): ReadonlyMap<number, string | null> {
	const rows = database.statement(sql('messages')).all(JSON.stringify(positions));
	return new Map(rows.map(row => [numberOf(row, 'position'), textOrNull(row, 'message')]));
}
