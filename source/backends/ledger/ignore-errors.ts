import type {ErrorActionReceipt} from '../../contract/errors.ts';
import type {ErrorSelection} from '../../contract/queries.ts';
import {actOnErrors} from './act-on-errors.ts';
import {textOf} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/**
Takes open errors off their list: nothing more is expected of their changes, but if the engine still has a result, it counts. `now` in ms UTC. See
actOnErrors for what a selection means.
*/
export async function ignoreErrors(database: Database, selection: ErrorSelection, now: number): Promise<ErrorActionReceipt> {
	return actOnErrors(database, selection, ({errors}, id) => {
		errors.closeError(id, 'ignored');
		database.statement(sql('set-ended')).run({changeId: id, endedAt: now});
	});
}

/** Of these changes (the engine's ids), those whose error is ignored. */
export function ignoredChanges(database: Database, ids: readonly string[]): string[] {
	return database.statement(sql('ignored')).all({ids: JSON.stringify(ids)}).map(row => textOf(row, 'id'));
}
