import type {ErrorActionReceipt} from '../../contract/errors.ts';
import type {ErrorSelection} from '../../contract/queries.ts';
import {actOnErrors} from './act-on-errors.ts';
import {numberOf} from './columns.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/**
Puts the changes of open errors back on the backlog, and on the list of those that an engine is to try again (retries.ts). The errors are off their
list until the next result. See actOnErrors for what a selection means.
*/
export async function retryErrors(database: Database, selection: ErrorSelection): Promise<ErrorActionReceipt> {
	return actOnErrors(database, selection, ({errors, tally}, id) => {
		errors.closeError(id, 'retrying');
		const change = database.statement(sql('put-back')).get(id) ?? {};
		tally.count(numberOf(change, 'counter_id'), 'pending', 1);
		database.statement(sql('add-retry')).run(id);
	});
}
