/** An Ingest that keeps what it is told, in memory, and holds the engine to the port's rules: ids are new, results are of known changes. */
import assert from 'node:assert/strict';
import type {Ingest} from '../../../source/backends/backend.ts';
import type {Change, Description, HistoryBucket, Result} from '../../../source/contract/ingest.ts';

export type Known = {readonly change: Change; readonly outcome: Result['outcome'] | 'pending'; readonly tries: number};

export type RecordingIngest = Ingest & {
	/** Every change with its latest outcome, and how often it was tried. */
	readonly known: ReadonlyMap<string, Known>;
	/** First outcomes, in the order in which they came. */
	readonly ended: ReadonlyArray<{readonly change: Change; readonly result: Result}>;
	readonly buckets: readonly HistoryBucket[];
	readonly descriptions: readonly Description[];
	/** Every call as JSON, where that is asked for. */
	readonly calls: readonly string[];
	/** Puts a change in error back on the backlog, as people do. */
	retry(id: string): void;
	/** Changes per state. */
	count(): Record<Result['outcome'] | 'pending', number>;
};

export function recordingIngest({keepsCalls = false} = {}): RecordingIngest {
	const known = new Map<string, {change: Change; outcome: Result['outcome'] | 'pending'; tries: number}>();
	const retried = new Set<string>();
	const ended: Array<{change: Change; result: Result}> = [];
	const buckets: HistoryBucket[] = [];
	const descriptions: Description[] = [];
	const calls: string[] = [];
	const keep = (name: string, argument: unknown) => {
		if (keepsCalls) {
			calls.push(`${name} ${JSON.stringify(argument)}`);
		}
	};

	return {
		known, ended, buckets, descriptions, calls,
		async changes(changes) {
			keep('changes', changes);
			for (const change of changes) {
				assert.ok(!known.has(change.id), `${change.id} came twice`);
				known.set(change.id, {change, outcome: 'pending', tries: 0});
			}

			return {accepted: changes.length, duplicates: 0};
		},
		async results(results) {
			keep('results', results);
			for (const result of results) {
				const entry = known.get(result.id);
				assert.ok(entry, `${result.id} is unknown`);
				assert.ok(entry.outcome === 'pending' || entry.outcome === 'failed', `${result.id} had ended`);
				assert.ok(result.at >= entry.change.changedAt, `${result.id} ended before it changed`);
				if (entry.tries === 0) {
					ended.push({change: entry.change, result});
				}

				entry.outcome = result.outcome;
				entry.tries++;
				retried.delete(result.id);
			}

			return {accepted: results.length, duplicates: 0, unknown: []};
		},
		async history(history) {
			keep('history', history);
			for (const bucket of history) {
				buckets.push(bucket);
			}

			return {accepted: history.length};
		},
		async describe(description) {
			keep('describe', description);
			descriptions.push(description);
			return {accepted: 1};
		},
		async retries({limit}) {
			keep('retries', {limit});
			return {items: [...retried].slice(0, limit).flatMap(id => known.get(id)?.change ?? []), nextCursor: null};
		},
		retry(id) {
			const entry = known.get(id);
			assert.equal(entry?.outcome, 'failed', `${id} is not in error`);
			entry.outcome = 'pending';
			retried.add(id);
		},
		count() {
			const counts = {pending: 0, synced: 0, failed: 0, skipped: 0};
			for (const {outcome} of known.values()) {
				counts[outcome]++;
			}

			return counts;
		},
	};
}
