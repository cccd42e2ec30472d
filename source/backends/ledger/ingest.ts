/** The side on which an engine reports. Each call is one transaction. */
import type {Ingest} from '../backend.ts';
import {addChanges} from './add-changes.ts';
import {addResults} from './add-results.ts';
import type {Database} from './database.ts';
import {describe} from './describe.ts';
import {setHistory} from './set-history.ts';

export function createIngest(database: Database): Ingest {
	return {
		changes: async changes => database.transaction(() => addChanges(database, changes)),
		results: async results => database.transaction(() => addResults(database, results)),
		history: async buckets => database.transaction(() => setHistory(database, buckets)),
		describe: async description => database.transaction(() => describe(database, description)),
	};
}
