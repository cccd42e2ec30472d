/** Microsoft Dynamics, or any table of a Dataverse, as a backend that is read and never written. */
import {ProblemError} from '../../contract/problem.ts';
import type {Service} from '../../contract/service.ts';
import type {Backend} from '../backend.ts';
import {createRemember} from '../remember.ts';
import {createAggregator} from './aggregate.ts';
import type {Asking} from './asking.ts';
import {readCauses} from './causes.ts';
import {openConnection} from './connection.ts';
import {exportErrors} from './export.ts';
import {readError, readErrors} from './errors.ts';
import {readFacets} from './facets.ts';
import {resolveFields} from './fields.ts';
import {findTable} from './find-table.ts';
import {linksOf} from './links.ts';
import type {DataverseOptions} from './options.ts';
import {readPending} from './pending.ts';
import {readStatus} from './status.ts';
import {createHours} from './throughput.ts';

/** ms for which answers are given again, whoever asks: what changes by the second, and what costs the most. */
const freshFor = 5000;
const costlyFor = 30_000;

/**
Reads what the table looks like, and checks the mapping against it: five requests. Throws a ProblemError: `invalid-request` for a mapping or an address that
can't be right, with the place in its words, or `unavailable` where another try may help.
*/
export async function openDataverse(options: DataverseOptions): Promise<Backend> {
	const {mapping, clock = Date.now, source = 'Microsoft Dynamics', target} = options;
	const connection = openConnection(options);
	try {
		const fields = resolveFields(mapping, await findTable(connection, mapping.entitySet));
		const asking: Asking = {connection, fields, aggregate: createAggregator(connection, fields), linkOf: linksOf(fields, connection.url)};
		const {states, doneAt} = fields;
		const hours = doneAt !== undefined && states.has('synced') ? createHours(asking, doneAt) : undefined;
		const hasErrors = states.has('failed');
		const remember = createRemember();
		const remembered = async <Answer>(question: string, details: unknown, ms: number, ask: () => Promise<Answer>) => remember(`${question} ${JSON.stringify(details)}`, ms, ask);
		const service: Service = {
			api: 'sync-status', version: '1.0', name: options.name ?? connection.url.hostname,
			source: {name: source}, target: target === undefined ? null : {name: target},
			capabilities: [
				...(hours === undefined ? [] : ['throughput']),
				...(states.has('pending') ? ['pending'] : []),
				...(hasErrors ? ['errors', 'error-facets', 'error-causes', 'error-export'] : []),
			],
		};
		return {
			service: async () => service,
			status: async () => remembered('status', null, freshFor, async () => readStatus(asking, clock())),
			...(hours !== undefined && {throughput: async query => remembered('throughput', query, freshFor, async () => hours(query, clock()))}),
			...(states.has('pending') && {
				pending: async (object, query) => remembered('pending', [object, query], freshFor, async () => readPending(asking, object, query)),
			}),
			...(hasErrors && {
				errors: async query => remembered('errors', query, freshFor, async () => readErrors(asking, query)),
				error: async id => remembered('error', id, freshFor, async () => readError(asking, id)),
				errorFacets: async filter => remembered('facets', filter, costlyFor, async () => readFacets(asking, filter)),
				errorCauses: async query => remembered('causes', query, costlyFor, async () => readCauses(asking, query, clock())),
				exportErrors: async query => exportErrors(asking, query),
			}),
			async close() {
				connection.close();
			},
		};
	} catch (error) {
		connection.close();
		throw atStart(error);
	}
}

/** A rest that the service asks for is one of the reasons to try again later. */
function atStart(error: unknown): unknown {
	if (!(error instanceof ProblemError) || error.code !== 'rate-limited') {
		return error;
	}

	const {message, retryAfter} = error;
	return new ProblemError('unavailable', message, {cause: error, ...(retryAfter !== undefined && {retryAfter})});
}
