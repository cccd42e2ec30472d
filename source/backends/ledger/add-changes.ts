import type {Change, ChangesReceipt} from '../../contract/ingest.ts';
import {counterFinder, createTally} from './counters.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** Puts changes on the backlog; an id that the ledger has seen, whatever came of it, is a duplicate. */
export function addChanges(database: Database, changes: readonly Change[]): ChangesReceipt {
	const counterOf = counterFinder(database);
	const tally = createTally(database);
	const add = database.statement(sql('add-change'));
	let accepted = 0;
	for (const change of changes) {
		const counterId = counterOf(change, () => database.statement(sql('find-change')).get(change.id) === undefined);
		if (counterId === undefined) {
			continue;
		}

		const {changes: added} = add.run(
			change.id, counterId, change.recordId, change.recordName ?? null, Date.parse(change.changedAt), change.url ?? null,
		);
		accepted += Number(added);
		tally.count(counterId, 'pending', Number(added));
	}

	tally.write();
	return {accepted, duplicates: changes.length - accepted};
}
