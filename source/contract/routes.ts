/** Every route of the API: the one list from which the server dispatches and the OpenAPI document is written. */
import type {GenericSchema} from 'valibot';
import {ErrorFacetsSchema, ErrorsPageSchema, SyncErrorDetailSchema} from './errors.ts';
import {
	AcceptedSchema, ChangesReceiptSchema, ChangesSchema, DescriptionSchema, HistorySchema, ResultsReceiptSchema, ResultsSchema,
} from './ingest.ts';
import {PendingPageSchema} from './pending.ts';
import {
	ErrorFilterSchema, ErrorsQuerySchema, PendingQuerySchema, ThroughputQuerySchema,
} from './queries.ts';
import {ServiceSchema, type Capability} from './service.ts';
import {StatusSchema} from './status.ts';
import {ThroughputSchema} from './throughput.ts';

export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** `{name}` stands for one percent-encoded segment. */
	readonly path: string;
	readonly summary: string;
	/** What the backend must have for it; none: every backend of the contract has it. */
	readonly capability?: Capability | 'ingest';
	readonly query?: GenericSchema;
	readonly body?: GenericSchema;
	/** The body may also be NDJSON: one item of the list per line. */
	readonly ndjson?: boolean;
	readonly answer: GenericSchema;
	/** The status of a good answer; 200 if left out. */
	readonly status?: 200 | 202;
};

export const routes = {
	service: {
		method: 'GET', path: '/v1', summary: 'Who answers, which two systems it syncs, and what it can do', answer: ServiceSchema,
	},
	status: {
		method: 'GET', path: '/v1/status', summary: 'The backlog now, per object', answer: StatusSchema,
	},
	throughput: {
		method: 'GET', path: '/v1/throughput', summary: 'What was synced and what failed, in buckets of time', capability: 'throughput',
		query: ThroughputQuerySchema, answer: ThroughputSchema,
	},
	pending: {
		method: 'GET', path: '/v1/objects/{object}/pending', summary: 'The queue of one object, oldest first', capability: 'pending',
		query: PendingQuerySchema, answer: PendingPageSchema,
	},
	errors: {
		method: 'GET', path: '/v1/errors', summary: 'The records that failed to sync', capability: 'errors',
		query: ErrorsQuerySchema, answer: ErrorsPageSchema,
	},
	errorFacets: {
		method: 'GET', path: '/v1/errors/facets', summary: 'How many errors there are per object, operation, direction and code', capability: 'error-facets',
		query: ErrorFilterSchema, answer: ErrorFacetsSchema,
	},
	error: {
		method: 'GET', path: '/v1/errors/{id}', summary: 'One error with its payload and history', capability: 'errors',
		answer: SyncErrorDetailSchema,
	},
	changes: {
		method: 'POST', path: '/v1/changes', summary: 'Changes that wait to be synced', capability: 'ingest',
		body: ChangesSchema, ndjson: true, answer: ChangesReceiptSchema, status: 202,
	},
	results: {
		method: 'POST', path: '/v1/results', summary: 'How changes ended', capability: 'ingest',
		body: ResultsSchema, ndjson: true, answer: ResultsReceiptSchema, status: 202,
	},
	history: {
		method: 'POST', path: '/v1/history', summary: 'Quarter hours from before the engine reported', capability: 'ingest',
		body: HistorySchema, ndjson: true, answer: AcceptedSchema, status: 202,
	},
	describe: {
		method: 'PUT', path: '/v1/sync', summary: 'What the engine says of itself: names, objects, state of the sync', capability: 'ingest',
		body: DescriptionSchema, answer: AcceptedSchema, status: 202,
	},
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
