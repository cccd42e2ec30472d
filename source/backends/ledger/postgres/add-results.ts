import type {Result, ResultsReceipt} from '../../../contract/ingest.ts';
import type {PostgresClient} from '../../../databases/postgres.ts';
import {endedOf} from './add-changes.ts';
import {loadChanges} from './load-changes.ts';
import {afterResult, type ChangeNow} from './result-state.ts';
import {stored} from './stored-text.ts';
import {createTally} from './tally.ts';
import {writeChanges} from './write-changes.ts';

/** Ends changes, as the ledger in a file does (../add-results.ts). `now` in ms UTC. */
export async function addResults(client: PostgresClient, results: readonly Result[], now: number): Promise<ResultsReceipt> {
	const ids = [...new Set(results.map(({id}) => stored(id)))];
	const loaded = ids.length === 0 ? [] : await loadChanges(client, {ids});
	const current = new Map<string, ChangeNow>(loaded.map(change => [change.id, change]));
	const elsewhere = ids.filter(id => !current.has(id));
	// A later statement: what another batch ended while this one waited for it is seen here.
	const ended = new Set(await endedOf(client, elsewhere));
	const tally = createTally();
	const unknown: string[] = [];
	let accepted = 0;
	for (const result of results) {
		const id = stored(result.id);
		const change = current.get(id);
		if (change === undefined) {
			if (!ended.has(id)) {
				unknown.push(result.id);
			}

			continue;
		}

		const after = afterResult(change, result);
		if (after === undefined) {
			continue;
		}

		accepted++;
		current.set(id, after);
		if (result.outcome !== 'skipped') {
			tally.end(change.object, Date.parse(result.at), result.outcome);
		}
	}

	const changed = loaded.flatMap(before => {
		const after = current.get(before.id);
		return after === undefined || after === before ? [] : [{before, after}];
	});
	await writeChanges(client, changed, tally, now);
	await tally.write(client);
	return {accepted, duplicates: results.length - accepted - unknown.length, unknown};
}
