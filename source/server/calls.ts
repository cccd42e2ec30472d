/** What each route asks of the backend. */
import type {Backend} from '../backends/backend.ts';
import type {ChangesReceipt, ResultsReceipt} from '../contract/ingest.ts';
import {routes, type RouteName} from '../contract/routes.ts';
import type {Scope} from '../contract/scope.ts';
import type {Service} from '../contract/service.ts';
import type {Body, QueryValues} from './input.ts';
import {streamAnswer} from './stream-answer.ts';

export type Call = {
	/** Decoded segments of the path. */
	readonly parameters: Readonly<Record<string, string>>;
	readonly query: QueryValues;
	readonly body: Body;
	/** What whoever asks may; undefined: everything. */
	readonly scopes: ReadonlySet<Scope> | undefined;
	readonly tally: Tally | undefined;
};

/** Told of what was taken in. */
export type Tally = {
	readonly changes: (receipt: ChangesReceipt) => void;
	readonly results: (receipt: ResultsReceipt) => void;
};

/** Undefined where the backend lacks what the route needs; what was sent along isn't looked at then. A Response is sent as it is, anything else as JSON. */
export const calls: Readonly<Record<RouteName, (backend: Backend, call: Call) => Promise<unknown>>> = {
	service: async (backend, {scopes}) => within(await backend.service(), scopes),
	status: async backend => backend.status(),
	throughput: async (backend, {query}) => backend.throughput?.(query(routes.throughput.query)),
	pending: async (backend, {parameters: {object = ''}, query}) => backend.pending?.(object, query(routes.pending.query)),
	errors: async (backend, {query}) => backend.errors?.(query(routes.errors.query)),
	errorFacets: async (backend, {query}) => backend.errorFacets?.(query(routes.errorFacets.query)),
	errorCauses: async (backend, {query}) => backend.errorCauses?.(query(routes.errorCauses.query)),
	async exportErrors(backend, {query}) {
		if (backend.exportErrors === undefined) {
			return undefined;
		}

		const asked = query(routes.exportErrors.query);
		return streamAnswer(asked.format, await backend.exportErrors(asked));
	},
	retryErrors: async (backend, {body}) => backend.retryErrors?.(await body(routes.retryErrors.body)),
	ignoreErrors: async (backend, {body}) => backend.ignoreErrors?.(await body(routes.ignoreErrors.body)),
	error: async (backend, {parameters: {id = ''}}) => backend.error?.(id),
	async changes({ingest}, {body, tally}) {
		const receipt = await ingest?.changes(await body(routes.changes.body));
		if (receipt !== undefined) {
			tally?.changes(receipt);
		}

		return receipt;
	},
	async results({ingest}, {body, tally}) {
		const receipt = await ingest?.results(await body(routes.results.body));
		if (receipt !== undefined) {
			tally?.results(receipt);
		}

		return receipt;
	},
	history: async ({ingest}, {body}) => ingest?.history(await body(routes.history.body)),
	retries: async ({ingest}, {query}) => ingest?.retries(query(routes.retries.query)),
	describe: async ({ingest}, {body}) => ingest?.describe(await body(routes.describe.body)),
};

/** A dashboard offers what the service can do: not what this token doesn't allow. */
function within(service: Service, scopes: ReadonlySet<Scope> | undefined): Service {
	return scopes?.has('retry') === false ? {...service, capabilities: service.capabilities.filter(name => name !== 'retry')} : service;
}
