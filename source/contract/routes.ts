/** Every route of the API: the one list from which the server dispatches and the OpenAPI document is written. */
import type {GenericSchema} from 'valibot';
import {
	ErrorActionReceiptSchema, ErrorCausesSchema, ErrorFacetsSchema, ErrorsPageSchema, SyncErrorDetailSchema,
} from './errors.ts';
import {
	AcceptedSchema, ChangesReceiptSchema, ChangesSchema, DescriptionSchema, HistorySchema, ResultsReceiptSchema, ResultsSchema,
	RetriesPageSchema,
} from './ingest.ts';
import {PendingPageSchema} from './pending.ts';
import {
	ErrorCausesQuerySchema, ErrorFilterSchema, ErrorSelectionSchema, ErrorsExportQuerySchema, ErrorsQuerySchema, PendingQuerySchema, RetriesQuerySchema,
	ThroughputQuerySchema,
} from './queries.ts';
import type {Scope} from './scope.ts';
import {ServiceSchema, type Capability} from './service.ts';
import {StatusSchema} from './status.ts';
import {ThroughputSchema} from './throughput.ts';

export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** `{name}` stands for one percent-encoded segment. */
	readonly path: string;
	readonly summary: string;
	/** What a token must allow for it, where the server wants tokens. */
	readonly scope: Scope;
	/** What the backend must have for it; none: every backend of the contract has it. */
	readonly capability?: Capability | 'ingest';
	readonly query?: GenericSchema;
	readonly body?: GenericSchema;
	/** The body may also be NDJSON: one item of the list per line. */
	readonly ndjson?: boolean;
	readonly answer?: GenericSchema;
	/** Instead of an answer: a stream of one of these content types, with the number of its records in `X-Total-Count` where that is known. */
	readonly streams?: readonly string[];
	/** The status of a good answer; 200 if left out. */
	readonly status?: 200 | 202;
};

export const routes = {
	service: {
		method: 'GET', path: '/v1', scope: 'read', summary: 'Who answers, which two systems it syncs, and what it can do', answer: ServiceSchema,
	},
	status: {
		method: 'GET', path: '/v1/status', scope: 'read', summary: 'The backlog now, per object', answer: StatusSchema,
	},
	throughput: {
		method: 'GET', path: '/v1/throughput', scope: 'read', summary: 'What was synced and what failed, in buckets of time', capability: 'throughput',
		query: ThroughputQuerySchema, answer: ThroughputSchema,
	},
	pending: {
		method: 'GET', path: '/v1/objects/{object}/pending', scope: 'read', summary: 'The queue of one object, oldest first', capability: 'pending',
		query: PendingQuerySchema, answer: PendingPageSchema,
	},
	errors: {
		method: 'GET', path: '/v1/errors', scope: 'read', summary: 'The records that failed to sync', capability: 'errors',
		query: ErrorsQuerySchema, answer: ErrorsPageSchema,
	},
	errorFacets: {
		method: 'GET', path: '/v1/errors/facets', scope: 'read', summary: 'How many errors there are per object, operation, direction and code', capability: 'error-facets',
		query: ErrorFilterSchema, answer: ErrorFacetsSchema,
	},
	errorCauses: {
		method: 'GET', path: '/v1/errors/causes', scope: 'read', summary: 'The errors by what they have in common, the most frequent first', capability: 'error-causes',
		query: ErrorCausesQuerySchema, answer: ErrorCausesSchema,
	},
	exportErrors: {
		method: 'GET', path: '/v1/errors/export', scope: 'read', summary: 'All errors that the filter lets through, in one stream', capability: 'error-export',
		query: ErrorsExportQuerySchema, streams: ['text/csv', 'application/x-ndjson'],
	},
	retryErrors: {
		method: 'POST', path: '/v1/errors/retry', scope: 'retry', summary: 'Puts the changes of errors back on the backlog', capability: 'retry',
		body: ErrorSelectionSchema, answer: ErrorActionReceiptSchema, status: 202,
	},
	ignoreErrors: {
		method: 'POST', path: '/v1/errors/ignore', scope: 'retry', summary: 'Takes errors off the list without a new try', capability: 'retry',
		body: ErrorSelectionSchema, answer: ErrorActionReceiptSchema, status: 202,
	},
	error: {
		method: 'GET', path: '/v1/errors/{id}', scope: 'read', summary: 'One error with its payload and history', capability: 'errors',
		answer: SyncErrorDetailSchema,
	},
	changes: {
		method: 'POST', path: '/v1/changes', scope: 'ingest', summary: 'Changes that wait to be synced', capability: 'ingest',
		body: ChangesSchema, ndjson: true, answer: ChangesReceiptSchema, status: 202,
	},
	results: {
		method: 'POST', path: '/v1/results', scope: 'ingest', summary: 'How changes ended', capability: 'ingest',
		body: ResultsSchema, ndjson: true, answer: ResultsReceiptSchema, status: 202,
	},
	history: {
		method: 'POST', path: '/v1/history', scope: 'ingest', summary: 'Quarter hours from before the engine reported', capability: 'ingest',
		body: HistorySchema, ndjson: true, answer: AcceptedSchema, status: 202,
	},
	retries: {
		method: 'GET', path: '/v1/retries', scope: 'ingest', summary: 'Changes that people put back on the backlog, for the engine to try again', capability: 'ingest',
		query: RetriesQuerySchema, answer: RetriesPageSchema,
	},
	describe: {
		method: 'PUT', path: '/v1/sync', scope: 'ingest', summary: 'What the engine says of itself: names, objects, state of the sync', capability: 'ingest',
		body: DescriptionSchema, answer: AcceptedSchema, status: 202,
	},
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
