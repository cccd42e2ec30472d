/** The side on which an engine reports. Each call is one transaction. */
import type {Ingest} from '../backend.ts';
import {addChanges} from './add-changes.ts';
import {addResults} from './add-results.ts';
import type {Database} from './database.ts';
import {describe} from './describe.ts';
import {readRetries} from './retries.ts';
import {setHistory} from './set-history.ts';

/** `clock` in ms UTC. */
export function createIngest(database: Database, clock: () => number): Ingest {
	return {
		changes: async changes => database.transaction(() => addChanges(database, changes)),
		results: async results => database.transaction(() => addResults(database, results, clock())),
		history: async buckets => database.transaction(() => setHistory(database, buckets)),
		describe: async description => database.transaction(() => describe(database, description)),
		retries: async query => readRetries(database, query),
	};
}
