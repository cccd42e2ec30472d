/** A backend that asks a server for everything: what passes the shared suite through it has come through HTTP whole. */
import type {GenericSchema, InferOutput} from 'valibot';
import {ProblemError, problemStatus, type ProblemCode} from '../../source/contract/problem.ts';
import type {ErrorFilter, ErrorSelection} from '../../source/contract/queries.ts';
import {routes, type Route} from '../../source/contract/routes.ts';
import {validate} from '../../source/contract/validate.ts';
import type {Ledger} from '../../source/backends/ledger/ledger.ts';

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** `baseUrl` without a slash at its end. Problems become ProblemErrors again; answers are validated. */
export function httpBackend(baseUrl: string): Omit<Ledger, 'close'> {
	const call = async <const Schema extends GenericSchema>(
		route: Route & {answer: Schema},
		{place = route.path, query = {}, body}: {place?: string; query?: Parameters; body?: unknown} = {},
	): Promise<InferOutput<Schema>> => {
		const response = await fetch(`${baseUrl}${place}?${searchOf(query)}`, {
			method: route.method,
			...(body !== undefined && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
		});
		const answer: unknown = await response.json();
		if (response.status !== (route.status ?? 200)) {
			throw problemOf(answer);
		}

		return validate(route.answer, answer);
	};

	return {
		service: async () => call(routes.service),
		status: async () => call(routes.status),
		throughput: async query => call(routes.throughput, {query: {...query, from: timeOf(query.from), to: timeOf(query.to)}}),
		pending: async (object, query) => call(routes.pending, {place: routes.pending.path.replace('{object}', () => encodeURIComponent(object)), query}),
		errors: async ({sort, limit, cursor, total, ...filter}) => call(routes.errors, {
			query: {
				...filterOf(filter), sort: (sort.descending ? '-' : '') + sort.column, limit, cursor, total,
			},
		}),
		error: async id => call(routes.error, {place: routes.error.path.replace('{id}', () => encodeURIComponent(id))}),
		errorFacets: async filter => call(routes.errorFacets, {query: filterOf(filter)}),
		errorCauses: async ({limit, ...filter}) => call(routes.errorCauses, {query: {...filterOf(filter), limit}}),
		async exportErrors({sort, format, raw, ...filter}) {
			const query = {...filterOf(filter), sort: (sort.descending ? '-' : '') + sort.column, format, raw};
			const response = await fetch(`${baseUrl}${routes.exportErrors.path}?${searchOf(query)}`);
			if (response.status !== 200 || response.body === null) {
				throw problemOf(await response.json());
			}

			const total = response.headers.get('x-total-count');
			return {total: total === null ? null : Number(total), pieces: response.body};
		},
		retryErrors: async selection => call(routes.retryErrors, {body: bodyOf(selection)}),
		ignoreErrors: async selection => call(routes.ignoreErrors, {body: bodyOf(selection)}),
		ingest: {
			changes: async body => call(routes.changes, {body}),
			results: async body => call(routes.results, {body}),
			history: async body => call(routes.history, {body}),
			describe: async body => call(routes.describe, {body}),
			retries: async query => call(routes.retries, {query}),
		},
	};
}

function searchOf(parameters: Parameters): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters)) {
		for (const one of value === undefined ? [] : [value].flat()) {
			search.append(name, String(one));
		}
	}

	return search.toString();
}

function filterOf({from, to, ...lists}: ErrorFilter): Parameters {
	return {...lists, from: from === undefined ? undefined : timeOf(from), to: to === undefined ? undefined : timeOf(to)};
}

/** A filter in a body is what it would be in a query. */
function bodyOf(selection: ErrorSelection): unknown {
	return 'ids' in selection ? selection : {filter: filterOf(selection.filter)};
}

function timeOf(ms: number): string {
	return new Date(ms).toISOString();
}

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problemStatus, code);

function problemOf(answer: unknown): Error {
	const {code = '', detail = ''} = answer as {code?: string; detail?: string};
	return isCode(code) ? new ProblemError(code, detail) : new Error(`not a problem of the contract: ${JSON.stringify(answer)}`);
}
