/** The ledger: a backend for engines that have no store of their own to report from. They report; it keeps, counts and answers. */
import type {Backend, Ingest} from '../backend.ts';
import {wrapDatabase} from './database.ts';
import {described} from './describe.ts';
import {readErrorCauses} from './error-causes.ts';
import {readError} from './error-detail.ts';
import {readErrorFacets} from './error-facets.ts';
import {readErrors} from './errors.ts';
import {ignoredChanges, ignoreErrors} from './ignore-errors.ts';
import {createExporter} from './export.ts';
import {watchPlace} from './file-place.ts';
import {createIngest} from './ingest.ts';
import {openDatabase} from './open-database.ts';
import {readPending} from './pending.ts';
import {prune} from './prune.ts';
import {retryErrors} from './retry-errors.ts';
import {serviceOf} from './service.ts';
import {readStatus} from './status.ts';
import {readThroughput} from './throughput.ts';
import {createTidyWords} from './tidy-words.ts';
import {asUnavailable} from './unavailable.ts';

export type LedgerOptions = {
	/** A path, or `:memory:`. A file that doesn't exist is made; its folder is not. */
	readonly file: string;
	/** ms UTC. */
	readonly clock?: () => number;
	/** For how many hours it says that errors are kept: startHousekeeping() sees to it. For ever where it is left out. */
	readonly keptHours?: number | undefined;
	/** What is said until the engine describes itself. */
	readonly defaults?: {readonly name?: string | undefined; readonly source?: string | undefined; readonly target?: string | undefined};
};

export type Ledger = Required<Backend> & {readonly ingest: Ingest};

/** What is done to a ledger where it is, and by nobody who reports to it or asks it. */
export type LocalLedger = Ledger & {
	/**
	Forgets at most `limit` changes: those whose open error occurred before `before` (ms UTC), and those that ended before it. Returns how many; fewer
	than `limit`: there are no more.
	*/
	prune(before: number, limit: number): Promise<number>;
	/** Does a slice of tidying, after many errors left; returns whether there is more to do. */
	tidy(): Promise<boolean>;
	/** Of these changes (the engine's ids), those whose error is ignored. */
	ignoredChanges(ids: readonly string[]): Promise<readonly string[]>;
};

/** Throws a LedgerOpenError where the file is no ledger that this version can use; nothing of it is changed then. */
export function openLedger({file, clock = Date.now, keptHours, defaults = {}}: LedgerOptions): LocalLedger {
	const connection = openDatabase(file, clock());
	const database = wrapDatabase(connection, watchPlace(file));
	const ingest = createIngest(database, clock);
	const tidyWords = createTidyWords(database);

	return {
		service: guarded(async () => serviceOf(described(database), {defaults, keptHours})),
		status: guarded(async () => readStatus(database, clock())),
		throughput: guarded(async query => readThroughput(database, query, clock())),
		pending: guarded(async (object, query) => readPending(database, object, query)),
		errors: guarded(async query => readErrors(database, query)),
		error: guarded(async id => readError(database, id)),
		errorFacets: guarded(async filter => readErrorFacets(database, filter)),
		errorCauses: guarded(async query => readErrorCauses(database, query, clock())),
		exportErrors: guarded(createExporter(database)),
		retryErrors: guarded(async selection => retryErrors(database, selection)),
		ignoreErrors: guarded(async selection => ignoreErrors(database, selection, clock())),
		ingest: {...ingest, retries: guarded(ingest.retries)},
		tidy: async () => tidyWords(),
		prune: async (before, limit) => prune(database, before, limit),
		ignoredChanges: guarded(async ids => ignoredChanges(database, ids)),
		async close() {
			database.close();
		},
	};
}

/** What SQLite can't read now is a ProblemError `unavailable`, as what it can't write is (see transaction()). */
function guarded<Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>): (...asked: Asked) => Promise<Answer> {
	return async (...asked) => {
		try {
			return await ask(...asked);
		} catch (error) {
			throw asUnavailable(error);
		}
	};
}
