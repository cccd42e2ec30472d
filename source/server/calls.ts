/** What each route asks of the backend. */
import type {Backend} from '../backends/backend.ts';
import {routes, type RouteName} from '../contract/routes.ts';
import type {Body, QueryValues} from './input.ts';

export type Call = {
	/** Decoded segments of the path. */
	readonly parameters: Readonly<Record<string, string>>;
	readonly query: QueryValues;
	readonly body: Body;
};

/** Undefined where the backend lacks what the route needs; what was sent along isn't looked at then. */
export const calls: Readonly<Record<RouteName, (backend: Backend, call: Call) => Promise<unknown>>> = {
	service: async backend => backend.service(),
	status: async backend => backend.status(),
	throughput: async (backend, {query}) => backend.throughput?.(query(routes.throughput.query)),
	pending: async (backend, {parameters: {object = ''}, query}) => backend.pending?.(object, query(routes.pending.query)),
	errors: async (backend, {query}) => backend.errors?.(query(routes.errors.query)),
	errorFacets: async (backend, {query}) => backend.errorFacets?.(query(routes.errorFacets.query)),
	error: async (backend, {parameters: {id = ''}}) => backend.error?.(id),
	changes: async ({ingest}, {body}) => ingest?.changes(await body(routes.changes.body)),
	results: async ({ingest}, {body}) => ingest?.results(await body(routes.results.body)),
	history: async ({ingest}, {body}) => ingest?.history(await body(routes.history.body)),
	describe: async ({ingest}, {body}) => ingest?.describe(await body(routes.describe.body)),
};
