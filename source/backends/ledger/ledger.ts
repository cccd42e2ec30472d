/** The ledger: a backend for engines that have no store of their own to report from. They report; it keeps, counts and answers. */
import type {Service} from '../../contract/service.ts';
import type {Backend, Ingest} from '../backend.ts';
import {wrapDatabase} from './database.ts';
import {described} from './describe.ts';
import {readError} from './error-detail.ts';
import {readErrorFacets} from './error-facets.ts';
import {readErrors} from './errors.ts';
import {createIngest} from './ingest.ts';
import {openDatabase} from './open-database.ts';
import {readPending} from './pending.ts';
import {readStatus} from './status.ts';
import {readThroughput} from './throughput.ts';

export type LedgerOptions = {
	/** A path, or `:memory:`. A file that doesn't exist is made; its folder is not. */
	readonly file: string;
	/** ms UTC. */
	readonly clock?: () => number;
	/** What is said until the engine describes itself. */
	readonly defaults?: {readonly name?: string | undefined; readonly source?: string | undefined; readonly target?: string | undefined};
};

export type Ledger = Required<Backend> & {readonly ingest: Ingest};

/** Throws a LedgerOpenError where the file is no ledger that this version can use; nothing of it is changed then. */
export function openLedger({file, clock = Date.now, defaults = {}}: LedgerOptions): Ledger {
	const database = wrapDatabase(openDatabase(file, clock()));
	const service = (): Service => {
		const {name, source, target} = described(database);
		return {
			api: 'sync-status',
			version: '1.0',
			name: name ?? defaults.name ?? null,
			source: source ?? systemOf(defaults.source),
			target: target ?? systemOf(defaults.target),
			capabilities: ['throughput', 'pending', 'errors', 'error-facets'],
		};
	};

	return {
		service: async () => service(),
		status: async () => readStatus(database, clock()),
		throughput: async query => readThroughput(database, query, clock()),
		pending: async (object, query) => readPending(database, object, query),
		errors: async query => readErrors(database, query),
		error: async id => readError(database, id),
		errorFacets: async filter => readErrorFacets(database, filter),
		ingest: createIngest(database),
		async close() {
			database.close();
		},
	};
}

function systemOf(name: string | undefined): {name: string} | null {
	return name === undefined ? null : {name};
}
