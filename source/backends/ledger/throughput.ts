import type {ThroughputQuery} from '../../contract/queries.ts';
import {resolutions, type Throughput} from '../../contract/throughput.ts';
import {
	numberOf, textOf, timeOf, type Row,
} from './columns.ts';
import {quarterOf} from './counters.ts';
import type {Database} from './database.ts';
import {sql} from './sql.ts';

/** `now` in ms UTC. Coverage ends with the running quarter hour, so the answer stays the same until something ends or the next one begins. */
export function readThroughput(database: Database, query: ThroughputQuery, now: number): Throughput {
	const {from, to, object, resolution} = query;
	const {rows, known} = database.snapshot(() => ({
		rows: database.statement(sql('throughput')).all({
			from, to, object: object ?? null, resolution: resolutions[resolution],
		}),
		known: database.statement(sql('known-since')).get() ?? {},
	}));
	return throughputOf(rows, query, numberOf(known, 'known_since'), now);
}

/** `knownSince` and `now` in ms UTC. */
export function throughputOf(rows: readonly Row[], {from, to, resolution}: ThroughputQuery, knownSince: number, now: number): Throughput {
	const coveredFrom = Math.max(from, quarterOf(knownSince));
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
