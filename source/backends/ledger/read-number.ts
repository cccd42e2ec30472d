import type {DatabaseSync} from 'node:sqlite';

/** The first value of the first row; NaN where there is none. */
export function readNumber(connection: DatabaseSync, question: string): number {
	return Number(Object.values(connection.prepare(question).get() ?? {})[0]);
}
