import type {Accepted, HistoryBucket} from '../../contract/ingest.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** Sets quarter hours; of two for the same one, the last stands. */
export function setHistory(database: Database, buckets: readonly HistoryBucket[]): Accepted {
	for (const object of new Set(buckets.map(bucket => bucket.object))) {
		database.statement(sql('add-object')).run(object);
	}

	const set = database.statement(sql('set-bucket'));
	for (const {object, start, synced, failed} of buckets) {
		set.run({
			object, start: Date.parse(start), synced, failed,
		});
	}

	const earliest = buckets.reduce((least, {start}) => Math.min(least, Date.parse(start)), Infinity);
	if (earliest !== Infinity) {
		database.statement(sql('known-from-history')).run({start: String(earliest)});
	}

	return {accepted: buckets.length};
}
