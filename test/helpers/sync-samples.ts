/** Changes, results and questions to vary in a test. */
import type {Change, Result} from '../../source/contract/ingest.ts';
import type {
	ErrorFilter, ErrorsQuery, PendingQuery, ThroughputQuery,
} from '../../source/contract/queries.ts';

export const ms = (time: string): number => Date.parse(time);

/** The same moment in every test: a Sunday, 13:07:21 UTC. */
export const now = ms('2026-11-22T13:07:21Z');

export function change(id: string, other: Partial<Change> = {}): Change {
	return {
		id, object: 'lead', recordId: `L-${id}`, recordName: `Lead ${id}`, operation: 'update', direction: 'inbound', changedAt: '2026-11-22T12:00:00Z', ...other,
	};
}

export function synced(id: string, at = '2026-11-22T13:01:00Z'): Result {
	return {id, outcome: 'synced', at};
}

export function failed(id: string, other: Partial<Result> = {}): Result {
	return {
		id, outcome: 'failed', at: '2026-11-22T13:01:00Z', code: '1007', message: 'Multiple leads match', ...other,
	};
}

export function skipped(id: string): Result {
	return {id, outcome: 'skipped', at: '2026-11-22T13:01:00Z'};
}

export function filter(other: Partial<ErrorFilter> = {}): ErrorFilter {
	return {
		q: [], object: [], operation: [], direction: [], code: [], level: [], ...other,
	};
}

export function errorsQuery(other: Partial<ErrorsQuery> = {}): ErrorsQuery {
	return {
		...filter(), sort: {column: 'occurredAt', descending: true}, limit: 100, ...other,
	};
}

export function pendingQuery(other: Partial<PendingQuery> = {}): PendingQuery {
	return {limit: 100, ...other};
}

export function hours(from: string, to: string, other: Partial<ThroughputQuery> = {}): ThroughputQuery {
	return {
		from: ms(from), to: ms(to), resolution: 'PT1H', ...other,
	};
}
