import type {ThroughputQuery} from '../../contract/queries.ts';
import {resolutions, type Throughput} from '../../contract/throughput.ts';
import {numberOf, textOf, timeOf} from './columns.ts';
import {quarterOf} from './counters.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** `now` in ms UTC. Coverage ends with the running quarter hour, so the answer stays the same until something ends or the next one begins. */
export function readThroughput(database: Database, {from, to, object, resolution}: ThroughputQuery, now: number): Throughput {
	const {rows, known} = database.snapshot(() => ({
		rows: database.statement(sql('throughput')).all({
			from, to, object: object ?? null, resolution: resolutions[resolution],
		}),
		known: database.statement(sql('known-since')).get() ?? {},
	}));
	const coveredFrom = Math.max(from, quarterOf(numberOf(known, 'known_since')));
	const coveredTo = Math.min(to, quarterOf(now) + resolutions.PT15M);
	return {
		from: timeText(from),
		to: timeText(to),
		resolution,
		coverage: coveredFrom < coveredTo ? {from: timeText(coveredFrom), to: timeText(coveredTo)} : null,
		buckets: rows.map(row => ({
			object: textOf(row, 'object'), start: timeOf(row, 'bucket_start'), synced: numberOf(row, 'synced'), failed: numberOf(row, 'failed'),
		})),
	};
}

function timeText(ms: number): string {
	return new Date(ms).toISOString();
}
